import '../setup.js';
import '../journeys/un-parent-change-son-mail.test.js';
import '../mail.test.js';
import '../pages.test.js';
import '../style.test.js';
import '../web-forms.test.js';
