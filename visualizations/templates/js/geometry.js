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
  return pointAlong(start, viaOf(start, end, bend), end, t);
}

function pointAlong(start, via, end, t) {
  const mix = (axis) => (1 - t) ** 2 * start[axis] + 2 * t * (1 - t) * via[axis] + t ** 2 * end[axis];
  return { x: mix("x"), y: mix("y") };
}

/** Where a curve comes within a distance of its end, and the way it runs from there to the end. */
function rimOf(start, via, end, distance) {
  let [low, high] = [0, 1];
  for (let step = 0; step < 12; step += 1) {
    const half = (low + high) / 2, { x, y } = pointAlong(start, via, end, half);
    if (Math.hypot(end.x - x, end.y - y) > distance) low = half;
    else high = half;
  }
  const { x, y } = pointAlong(start, via, end, low);
  return { x, y, angle: Math.atan2(end.y - y, end.x - x) };
}
