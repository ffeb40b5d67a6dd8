import { monitorEventLoopDelay } from 'node:perf_hooks';

const buckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

export interface Metrics {
  /** `route` is the operation's path, never the address: labels stay few. */
  observe(route: string, method: string, status: number, seconds: number): void;
  text(gauges: readonly Gauge[]): string;
  close(): void;
}
export interface Gauge {
  readonly name: string;
  readonly help: string;
  readonly kind: 'gauge' | 'counter';
  readonly values: readonly {
    readonly labels?: Readonly<Record<string, string>>;
    readonly value: number;
  }[];
}

interface Series {
  readonly labels: Readonly<Record<string, string>>;
  readonly counts: number[];
  sum: number;
  count: number;
}

/** Figures in the text format of Prometheus: base units, `_total` on counters, few labels. */
export function createMetrics(version: string): Metrics {
  const series = new Map<string, Series>();
  const delay = monitorEventLoopDelay({ resolution: 20 });
  delay.enable();

  function processGauges(): readonly Gauge[] {
    const { rss } = process.memoryUsage();
    const { user, system } = process.cpuUsage();
    return [
      gauge('earmark_build_info', 'Which build this is', 1, { version }),
      gauge('process_resident_memory_bytes', 'Memory of this process', rss),
      {
        ...gauge('process_cpu_seconds_total', 'CPU time of this process', (user + system) / 1e6),
        kind: 'counter',
      },
      gauge('process_uptime_seconds', 'How long it has been running', process.uptime()),
      gauge(
        'nodejs_eventloop_lag_seconds',
        'Mean delay of the event loop',
        Number.isFinite(delay.mean) ? delay.mean / 1e9 : 0,
      ),
    ];
  }

  function histogram(): string {
    const name = 'earmark_http_request_duration_seconds';
    const lines = [`# HELP ${name} How long requests took`, `# TYPE ${name} histogram`];
    for (const { labels, counts, sum, count } of series.values()) {
      buckets.forEach((bucket, index) => {
        lines.push(`${name}_bucket${labelled({ ...labels, le: String(bucket) })} ${counts[index]}`);
      });
      lines.push(`${name}_bucket${labelled({ ...labels, le: '+Inf' })} ${count}`);
      lines.push(
        `${name}_sum${labelled(labels)} ${sum}`,
        `${name}_count${labelled(labels)} ${count}`,
      );
    }
    return lines.join('\n');
  }

  return {
    observe(route, method, status, seconds) {
      const labels = { route, method, status: `${Math.floor(status / 100)}xx` };
      const key = Object.values(labels).join(' ');
      const own = series.get(key) ?? { labels, counts: buckets.map(() => 0), sum: 0, count: 0 };
      series.set(key, own);
      own.sum += seconds;
      own.count += 1;
      buckets.forEach((bucket, index) => {
        if (seconds <= bucket) own.counts[index] = (own.counts[index] ?? 0) + 1;
      });
    },
    text: (gauges) =>
      `${[...processGauges(), ...gauges].map(written).join('\n')}\n${histogram()}\n`,
    close: () => void delay.disable(),
  };
}

export const gauge = (
  name: string,
  help: string,
  value: number,
  labels?: Readonly<Record<string, string>>,
): Gauge => ({ name, help, kind: 'gauge', values: [labels ? { labels, value } : { value }] });

function written({ name, help, kind, values }: Gauge): string {
  const lines = values.map(({ labels = {}, value }) => `${name}${labelled(labels)} ${value}`);
  return [`# HELP ${name} ${help}`, `# TYPE ${name} ${kind}`, ...lines].join('\n');
}

function labelled(labels: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(labels).map(
    ([name, value]) =>
      `${name}="${value.replace(/[\\"\n]/g, (letter) => (letter === '\n' ? '\\n' : `\\${letter}`))}"`,
  );
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}
