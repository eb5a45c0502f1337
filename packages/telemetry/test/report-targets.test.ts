import { expect } from 'chai';
import { reportSchema } from '../src/report-schema.ts';
import { reportTargets } from '../src/report-targets.ts';

const settings = (config: unknown) => reportSchema.parse(config);
const endpoint = 'http://127.0.0.1:4318';

describe('who is told of runs', () => {
  it('is nobody by default, nor if all is empty or disabled', () => {
    for (const variables of [
      {},
      { HATCHERY_REPORT_URL: '', OTEL_EXPORTER_OTLP_ENDPOINT: '' },
      { HATCHERY_REPORT_SECRET: 'whsec_x', OTEL_SERVICE_NAME: 'x', TRACEPARENT: 'x' },
      { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_SDK_DISABLED: 'TRUE' },
      { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_TRACES_EXPORTER: 'none', OTEL_METRICS_EXPORTER: 'none' },
      { OTEL_EXPORTER_OTLP_LOGS_ENDPOINT: endpoint },
    ]) {
      expect(reportTargets(undefined, variables), JSON.stringify(variables)).to.equal(undefined);
    }
    expect(reportTargets(settings({}), {})).to.equal(undefined);
    expect(reportTargets(settings({ webhook: null, heartbeat: null, otlp: null }), {})).to.equal(undefined);
    expect(reportTargets(settings({ otlp: { metrics: false, traces: false } }), {})).to.equal(undefined);
    expect(reportTargets(settings({ otlp: {} }), { OTEL_SDK_DISABLED: 'true' })).to.equal(undefined);
  });

  for (const [what, config, variables, metrics, traces] of [
    ['one endpoint for both', undefined, { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint }, true, true],
    ['an endpoint for metrics', undefined, { OTEL_EXPORTER_OTLP_METRICS_ENDPOINT: endpoint }, true, false],
    ['an endpoint for traces', undefined, { OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: endpoint }, false, true],
    ['the config', {}, {}, true, true],
    ['the config, without traces', { traces: false }, { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint }, true, false],
    ['the config, and a variable against it', {}, { OTEL_METRICS_EXPORTER: 'none' }, false, true],
  ] as const) {
    it(`is a collector by ${what}`, () => {
      const report = config === undefined ? undefined : settings({ otlp: config });
      expect(reportTargets(report, variables)?.otlp).to.include({ metrics, traces });
    });
  }
});
