/** Rounded down: what is just below a threshold must not read as if it had reached it. */
export const percent = (part: number): string => `${Math.floor(part * 100 + 1e-9)} %`;
