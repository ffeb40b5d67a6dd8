#!/usr/bin/env node
import '@earmark/cli';
