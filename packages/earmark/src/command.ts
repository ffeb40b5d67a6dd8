#!/usr/bin/env node
// By a name that is not looked up when types are checked: the command is there once it is built.
const command: string = '@earmark/cli/dist/index.js';
await import(command);
