import { defineConfig } from 'earmark';

export default defineConfig({
  roots: { music: '@music@' },
});
