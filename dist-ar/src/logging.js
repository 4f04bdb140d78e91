// The plain log: one line of JSON for each thing, to the stream that collects it.
import pino from 'pino';
/** `to`: 1 standard output, 2 standard error, or a file. `quiet` keeps warnings and errors only. */
export function openLog(to, quiet = false) {
    const logger = pino({
        base: null,
        level: quiet ? 'warn' : 'info',
        timestamp: pino.stdTimeFunctions.isoTime,
        formatters: { level: (level) => ({ level }) },
    }, pino.destination({ dest: to, sync: true, mkdir: true }));
    return {
        info: (fields, message) => logger.info(fields, message),
        warn: (fields, message) => logger.warn(fields, message),
        error: (fields, message) => logger.error(fields, message),
    };
}
