/**
 * What a timeline shows. Whoever gives it has worked everything out: here minutes become pixels, and
 * nothing else is computed. Minutes are counted from the first hour that is shown of a day.
 *
 * @typedef {object} TimelineData
 * @property {Day[]} days
 * @property {Kind[]} kinds
 * @property {Group[]} groups
 * @property {Bar[]} bars
 * @property {TimelineWords} words
 *
 * @typedef {object} Day
 * @property {string} name Its date in full.
 * @property {number} minutes How many are shown.
 * @property {[number, string, number?][]} ticks Minute and label of each hour; 1 if it is a new date, or a
 * change of the clocks.
 *
 * @typedef {object} Kind How one kind of bar looks.
 * @property {string} name
 * @property {string} letter A sign beside the colour.
 * @property {string} face
 * @property {string} line
 * @property {string} ink
 * @property {string} pale
 * @property {string} hatch One of / \ - | x .
 *
 * @typedef {object} Group One way to look at the bars.
 * @property {string} id
 * @property {string} name
 * @property {boolean} setUp Whether set-up and clear-down are drawn too.
 * @property {Row[]} rows
 *
 * @typedef {object} Row
 * @property {string} name
 * @property {string} note A second line, or nothing.
 * @property {number[]} bars Numbers of its bars, in order of time.
 * @property {Record<string, string>} texts What is written in some of them here, by their numbers.
 * @property {[number, number, number][]} away Day, first and last minute when nothing can be there.
 *
 * @typedef {object} Bar
 * @property {string} id
 * @property {number} day
 * @property {number} start
 * @property {number} end
 * @property {number} opens Start of the set-up.
 * @property {number} closes End of the clear-down.
 * @property {number} kind
 * @property {string} text What is written in it.
 * @property {string} label What a screen reader says: title, day, hours, room.
 *
 * @typedef {object} TimelineWords
 * @property {string} timeline What the whole is called.
 * @property {string} nothing Shown if there is no row.
 */

/** @typedef {{group: string, row: number, bar: number}} Place A bar in a row. */

export {};
