#!/usr/bin/env node
import '@earmark/cli/dist/index.js';
