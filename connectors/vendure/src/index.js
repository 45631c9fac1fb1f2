'use strict';

const { CentuplePlugin } = require('./plugin');
const { CentupleMessage } = require('./message');

module.exports = { CentuplePlugin, CentupleMessage };
