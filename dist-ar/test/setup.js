// Runs before the tests of every process: a word on console.error fails the test that said it.
import { afterEach } from 'node:test';
const said = [];
console.error = (...words) => {
    said.push(words.map(String).join(' '));
};
afterEach(() => {
    const words = said.splice(0);
    if (words.length > 0)
        throw new Error(`console.error was called:\n${words.join('\n')}`);
});
