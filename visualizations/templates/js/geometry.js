// Curves as vis-network draws them; `bend` as in Python's Curve.

function bendOf(edge) {
  if (!edge.smooth) return 0;
  return edge.smooth.type === "curvedCW" ? edge.smooth.roundness : -edge.smooth.roundness;
}

function viaOf(start, end, bend) {
  const across = end.x - start.x, down = end.y - start.y;
  const angle = Math.atan2(down, across) - bend * Math.PI / 2;
  const reach = Math.hypot(across, down) * (1 + Math.abs(bend)) / 2;
  return { x: start.x + reach * Math.cos(angle), y: start.y + reach * Math.sin(angle) };
}

function pointOn(start, end, bend, t) {
  const via = viaOf(start, end, bend);
  const mix = (axis) => (1 - t) ** 2 * start[axis] + 2 * t * (1 - t) * via[axis] + t ** 2 * end[axis];
  return { x: mix("x"), y: mix("y") };
}
