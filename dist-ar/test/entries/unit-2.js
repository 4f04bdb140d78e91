import '../setup.js';
import '../messages.test.js';
import '../routes.test.js';
import '../translations.test.js';
