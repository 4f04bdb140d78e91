// A network's own brand colour, refused at start-up when it could not be read (WCAG 2.2, relative luminance).

/** The contrast ratio of two colours '#rrggbb', from 1 to 21. */
export function contrast(one: string, other: string): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
  const parts = /^#([\da-f]{2})([\da-f]{2})([\da-f]{2})$/i.exec(colour);
  if (parts === null) throw new RangeError(`not a colour #rrggbb: ${colour}`);
  const [red, green, blue] = parts.slice(1).map((part) => {
    const value = Number.parseInt(part, 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Why a brand colour cannot serve links on white and white words on buttons; undefined when it can. */
export function brandProblem(colour: string): string | undefined {
  if (!/^#[\da-f]{6}$/i.test(colour)) return `la couleur « ${colour} » n’est pas de la forme #rrggbb`;
  const ratio = contrast(colour, '#ffffff');
  // White words on the colour ask for 4.5; links in the colour on white ask for 7, so the second says it all.
  return ratio < 7
    ? `la couleur ${colour} est trop claire : contraste ${ratio.toFixed(1)} sur blanc, il faut 7`
    : undefined;
}
