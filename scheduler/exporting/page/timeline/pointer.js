/** @import {SummitTimeline} from "./summit-timeline.js" */

const FEWEST = 4; // pixels; less is a click with an unsteady hand

/**
 * Tell a timeline where bars are dragged to; it moves nothing itself.
 * @param {SummitTimeline} timeline
 * @param {ShadowRoot} root
 */
export function watchPointer(timeline, root) {
  /** @type {{bar: HTMLElement, x: number, y: number, moves: boolean} | null} */
  let held = null;
  let wasDragged = false;

  /** @param {Event} event */
  const barOf = (event) =>
    event.target instanceof Element
      ? /** @type {HTMLElement | null} */ (event.target.closest(".bar"))
      : null;

  const drop = () => {
    if (!held) return;
    held.bar.style.translate = "";
    held.bar.classList.remove("dragged");
    held = null;
  };

  root.addEventListener("pointerdown", (given) => {
    const event = /** @type {PointerEvent} */ (given);
    const bar = barOf(event);
    wasDragged = false;
    if (!bar || event.button !== 0 || !timeline.movable) return;
    held = { bar, x: event.clientX, y: event.clientY, moves: false };
    bar.setPointerCapture(event.pointerId);
  });
  root.addEventListener("pointermove", (given) => {
    const event = /** @type {PointerEvent} */ (given);
    if (!held) return;
    const [right, down] = [event.clientX - held.x, event.clientY - held.y];
    held.moves ||= Math.abs(right) + Math.abs(down) >= FEWEST;
    if (!held.moves) return;
    held.bar.classList.add("dragged");
    held.bar.style.translate = `${right}px ${down}px`;
  });
  root.addEventListener("pointerup", (given) => {
    const event = /** @type {PointerEvent} */ (given);
    if (!held) return;
    const { bar, x, moves } = held;
    drop();
    wasDragged = moves;
    if (moves) timeline.dragged(bar, event.clientX - x, event.clientY);
  });
  root.addEventListener("pointercancel", drop);
  root.addEventListener("click", (event) => {
    const bar = barOf(event);
    if (bar && !wasDragged) timeline.clicked(bar);
    wasDragged = false;
  });
  timeline.addEventListener(
    "wheel",
    (event) => {
      if (!event.ctrlKey) return;
      event.preventDefault();
      timeline.zoom *= event.deltaY < 0 ? 1.15 : 1 / 1.15;
    },
    { passive: false },
  );
}
