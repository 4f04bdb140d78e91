import { never } from '../kernel/outcome.js';
import { verifyAudit } from './actions.js';
function sentence(report) {
    switch (report.why) {
        case 'missing':
            return `le maillon ${report.brokenAt} manque.`;
        case 'altered':
            return `le maillon ${report.brokenAt} a été modifié, ou signé avec une autre clé.`;
        case 'head':
            return `la fin de la chaîne ne concorde pas avec le maillon ${report.brokenAt}.`;
        default:
            return never(report.why);
    }
}
export async function auditCommand(deps, argv, io) {
    if (argv.length !== 1 || argv[0] !== 'verify') {
        io.err('Usage : audit verify\n');
        return 2;
    }
    const report = await verifyAudit(deps);
    if (!report.intact) {
        io.err(`La chaîne du journal est rompue : ${sentence(report)}\n`);
        return 1;
    }
    io.out(`La chaîne du journal est intacte : ${report.events} événement${report.events > 1 ? 's' : ''}.\n`);
    return 0;
}
