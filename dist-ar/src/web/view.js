/** What a field says of its own fault. */
export function errorOf(errors, field) {
    const found = errors?.find((error) => error.field === field);
    return found?.beside ?? found?.message;
}
