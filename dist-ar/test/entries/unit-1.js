import '../setup.js';
import '../architecture.test.js';
import '../language.test.js';
import '../messages.test.js';
import '../routes.test.js';
import '../translations.test.js';
