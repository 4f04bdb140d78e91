// The QR square as one SVG path: the outline of its dark areas, filled even-odd. Squares or lines drawn side by side
// would leave hairlines between modules on screens and printers.
import QRCode from 'qrcode';
/** Traces the dark areas of a square of `size` modules a side; holes are traced too, the even-odd rule opens them. */
export function outline(size, dark) {
    const inside = (x, y) => x >= 0 && y >= 0 && x < size && y < size && dark(x, y);
    // Every edge between dark and light, walked with the dark at its right: from each corner, where it leads.
    const leads = new Map();
    const edge = (from, to) => {
        const key = from.join();
        leads.set(key, [...(leads.get(key) ?? []), to]);
    };
    for (let y = 0; y < size; y += 1)
        for (let x = 0; x < size; x += 1) {
            if (!inside(x, y))
                continue;
            if (!inside(x, y - 1))
                edge([x, y], [x + 1, y]);
            if (!inside(x + 1, y))
                edge([x + 1, y], [x + 1, y + 1]);
            if (!inside(x, y + 1))
                edge([x + 1, y + 1], [x, y + 1]);
            if (!inside(x - 1, y))
                edge([x, y + 1], [x, y]);
        }
    let path = '';
    for (const [key, corners] of leads)
        while (corners.length > 0) {
            path += `M${key}`;
            let [x, y] = key.split(',').map(Number);
            for (let next = corners.pop(); next !== undefined; next = leads.get(`${x},${y}`)?.pop()) {
                path += next[1] === y ? `H${next[0]}` : `V${next[1]}`;
                [x, y] = next;
            }
            path += 'Z';
        }
    // Steps that go on in one direction are one.
    return path.replace(/H\d+(?=H)|V\d+(?=V)/g, '');
}
/** An SVG image of the address: error correction M, no margin (the sheet leaves the white around it). */
export function drawQr(address) {
    const { modules } = QRCode.create(address, { errorCorrectionLevel: 'M' });
    const path = outline(modules.size, (x, y) => modules.get(y, x) === 1);
    return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${modules.size} ${modules.size}"><path fill="#000" fill-rule="evenodd" d="${path}"/></svg>`;
}
