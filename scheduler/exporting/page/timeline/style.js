/** The look of the timeline; light or dark as the reader prefers, or as its attribute says. */
export const STYLE = `
:host {
  --ink: #1c2126; --quiet: #5d6670; --rule: #c9ced3; --grid: #e9ebee; --paper: #ffffff;
  --shade: #f6f7f8; --closed: #d5d9dd; --focus: #0b4f7d; --mark: #fff3bf; --labels: 210px;
  display: block; position: relative; overflow: auto; background: var(--paper);
  color: var(--ink); font: 12px/1.25 system-ui, "Segoe UI", "Noto Sans", Arial, sans-serif;
  border: 1px solid var(--rule); border-radius: 6px; overscroll-behavior: contain;
  contain: strict; height: 30rem;
}
@media (prefers-color-scheme: dark) {
  :host(:not([theme="light"])) {
    --ink: #e8eaed; --quiet: #a5adb5; --rule: #4a5159; --grid: #2b3036; --paper: #16191d;
    --shade: #1d2126; --closed: #3a4048; --focus: #8ec7f0; --mark: #5c4d00;
  }
}
:host([theme="dark"]) {
  --ink: #e8eaed; --quiet: #a5adb5; --rule: #4a5159; --grid: #2b3036; --paper: #16191d;
  --shade: #1d2126; --closed: #3a4048; --focus: #8ec7f0; --mark: #5c4d00;
}
:host([narrow]) { --labels: 128px; }
:host([narrow]) .head { padding: 0 5px; gap: 3px; }
.canvas { position: relative; min-width: 100%; }
.top {
  position: sticky; top: 0; z-index: 3; height: 30px; background: var(--paper);
  border-bottom: 1px solid var(--rule);
}
.top.days { height: 46px; }
.corner {
  position: sticky; left: 0; z-index: 4; float: left; width: var(--labels); height: 100%;
  background: var(--paper); border-right: 1px solid var(--rule); box-sizing: border-box;
}
.hours { position: absolute; left: var(--labels); top: 0; height: 100%; overflow: hidden; }
.hour, .day { position: absolute; white-space: nowrap; overflow: hidden; }
.hour { bottom: 6px; padding-left: 4px; color: var(--quiet); font-variant-numeric: tabular-nums; }
.hour.strong { color: var(--ink); }
.day { top: 5px; padding-left: 4px; font-weight: 600; text-overflow: ellipsis; box-sizing: border-box; }
.lines { position: absolute; left: var(--labels); top: 0; pointer-events: none; }
.line { position: absolute; top: 0; bottom: 0; border-left: 1px solid var(--grid); }
.line.strong { border-left-color: var(--rule); }
.rows { position: relative; }
.row { position: absolute; left: var(--labels); right: 0; border-bottom: 1px solid var(--grid); box-sizing: border-box; }
.heads {
  position: sticky; left: 0; z-index: 2; width: var(--labels); height: 100%; box-sizing: border-box;
  background: var(--shade); border-right: 1px solid var(--rule);
}
.head {
  position: absolute; left: 0; right: 0; padding: 0 8px; box-sizing: border-box;
  border-bottom: 1px solid var(--grid); overflow: hidden; display: flex; align-items: center; gap: 6px; justify-content: space-between;
}
.name {
  display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 2; overflow: hidden;
  white-space: normal; overflow-wrap: anywhere; font-size: 11px; line-height: 13px; padding-top: 1px; min-width: 0;
}
.note { color: var(--quiet); white-space: nowrap; font-size: 11px; }
.away {
  position: absolute; top: 0; bottom: 0;
  background: repeating-linear-gradient(-45deg, var(--closed) 0 1px, transparent 1px 6px);
}
.bar, .around { position: absolute; height: 22px; box-sizing: border-box; border-radius: 3px; }
.around { background: var(--pale); border: 1px dashed var(--line); opacity: .75; }
.bar {
  display: flex; align-items: center; gap: 4px; padding: 0 3px 0 9px; border: 1px solid var(--line);
  background: var(--face);
  color: var(--text); font: inherit; font-size: 11.5px; text-align: start; cursor: pointer;
  overflow: hidden; white-space: nowrap; user-select: none;
}
.bar::before {
  content: ""; position: absolute; inset: 0 auto 0 0; width: 6px; background: var(--hatch);
  background-color: color-mix(in srgb, var(--face) 55%, var(--text));
}
.bar .letter { font-weight: 700; font-size: 10px; opacity: .85; }
.bar .text { overflow: hidden; text-overflow: ellipsis; min-width: 0; }
.bar.slim { padding: 0; justify-content: center; }
.bar.thin { padding: 0 0 0 3px; }
.bar.thin::before { width: 3px; }
.bar.slim::before, .bar.slim .text, .bar.thin > * { display: none; }
.bar:hover { filter: brightness(1.06); }
.bar:focus-visible, .bar:focus { outline: 3px solid var(--focus); outline-offset: 1px; z-index: 1; }
.bar[aria-pressed="true"] { box-shadow: 0 0 0 2px var(--paper), 0 0 0 4px var(--focus); z-index: 1; }
.bar.dragged { opacity: .55; cursor: grabbing; z-index: 2; }
:host([movable]) .bar { cursor: grab; touch-action: none; }
.nothing { position: sticky; left: 0; padding: 24px; color: var(--quiet); font-size: 14px; }
`;
