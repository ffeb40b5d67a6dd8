/** For packages that stand on core alone. */
export { z } from '@earmark/spec/zod';
