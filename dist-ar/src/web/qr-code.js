import { jsx as _jsx, jsxs as _jsxs } from "preact/jsx-runtime";
import { create } from 'qrcode';
const quietZone = 4;
/** `label` says what it opens; the same must be on the page as text. */
export function QrCode({ text, label, size = 200 }) {
    const { modules } = create(text, { errorCorrectionLevel: 'M' });
    const side = modules.size + 2 * quietZone;
    let path = '';
    for (let row = 0; row < modules.size; row += 1)
        for (let column = 0; column < modules.size; column += 1)
            if (modules.get(row, column) !== 0)
                path += `M${column + quietZone} ${row + quietZone}h1v1h-1z`;
    return (_jsxs("svg", { class: "qr", role: "img", "aria-label": label, width: size, height: size, viewBox: `0 0 ${side} ${side}`, children: [_jsx("rect", { width: side, height: side, fill: "#fff" }), _jsx("path", { d: path, fill: "#000", "shape-rendering": "crispEdges" })] }));
}
