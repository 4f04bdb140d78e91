import '../setup.js';
import '../architecture.test.js';
import '../pages.test.js';
import '../style.test.js';
import '../web-forms.test.js';
