// How far apart two colours are for an eye that sees them badly (WCAG 2.2, relative luminance).
/** The contrast ratio of two colours '#rrggbb', from 1 to 21. */
export function contrast(one, other) {
    const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
    return (light + 0.05) / (dark + 0.05);
}
function luminance(colour) {
    const parts = /^#([\da-f]{2})([\da-f]{2})([\da-f]{2})$/i.exec(colour);
    if (parts === null)
        throw new RangeError(`not a colour #rrggbb: ${colour}`);
    const [red, green, blue] = parts.slice(1).map((part) => {
        const value = Number.parseInt(part, 16) / 255;
        return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
