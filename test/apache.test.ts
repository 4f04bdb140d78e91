// Real clients behind Debian's Apache. In one file, hence one process: where they must be installed, two would wait for apt-get.
import './apache-cas.js';
import './apache-mellon.js';
import './apache-openidc.js';
import './apache-shibboleth.js';
