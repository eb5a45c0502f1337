/** What a field of a message is, by its number: a name and how its bytes are read. */
type Message = { readonly [field: number]: readonly [name: string, kind: Kind, repeated?: 'repeated'] };
type Kind = Message | 'text' | 'hex' | 'varint' | 'bool' | 'fixed64' | 'double' | 'fixed32' | 'fixed64s' | 'doubles';

const anyValue: Message = {
  1: ['stringValue', 'text'],
  2: ['boolValue', 'bool'],
  3: ['intValue', 'varint'],
  4: ['doubleValue', 'double'],
};
const attribute: Message = { 1: ['key', 'text'], 2: ['value', anyValue] };
const resource: Message = { 1: ['attributes', attribute, 'repeated'] };
const scope: Message = { 1: ['name', 'text'], 2: ['version', 'text'] };

const numberPoint: Message = {
  2: ['startTimeUnixNano', 'fixed64'],
  3: ['timeUnixNano', 'fixed64'],
  4: ['asDouble', 'double'],
  6: ['asInt', 'fixed64'],
  7: ['attributes', attribute, 'repeated'],
};
const histogramPoint: Message = {
  2: ['startTimeUnixNano', 'fixed64'],
  3: ['timeUnixNano', 'fixed64'],
  4: ['count', 'fixed64'],
  5: ['sum', 'double'],
  6: ['bucketCounts', 'fixed64s'],
  7: ['explicitBounds', 'doubles'],
  9: ['attributes', attribute, 'repeated'],
  11: ['min', 'double'],
  12: ['max', 'double'],
};
const temporality = ['aggregationTemporality', 'varint'] as const;
const metric: Message = {
  1: ['name', 'text'],
  2: ['description', 'text'],
  3: ['unit', 'text'],
  5: ['gauge', { 1: ['dataPoints', numberPoint, 'repeated'] }],
  7: ['sum', { 1: ['dataPoints', numberPoint, 'repeated'], 2: temporality, 3: ['isMonotonic', 'bool'] }],
  9: ['histogram', { 1: ['dataPoints', histogramPoint, 'repeated'], 2: temporality }],
};
const span: Message = {
  1: ['traceId', 'hex'],
  2: ['spanId', 'hex'],
  4: ['parentSpanId', 'hex'],
  5: ['name', 'text'],
  6: ['kind', 'varint'],
  7: ['startTimeUnixNano', 'fixed64'],
  8: ['endTimeUnixNano', 'fixed64'],
  9: ['attributes', attribute, 'repeated'],
  15: ['status', { 2: ['message', 'text'], 3: ['code', 'varint'] }],
  16: ['flags', 'fixed32'],
};

const scopeMetrics: Message = { 1: ['scope', scope], 2: ['metrics', metric, 'repeated'] };
const scopeSpans: Message = { 1: ['scope', scope], 2: ['spans', span, 'repeated'] };

/** `ExportMetricsServiceRequest` of opentelemetry-proto. */
export const metricsRequest: Message = {
  1: ['resourceMetrics', { 1: ['resource', resource], 2: ['scopeMetrics', scopeMetrics, 'repeated'] }, 'repeated'],
};

/** `ExportTraceServiceRequest` of opentelemetry-proto. */
export const traceRequest: Message = {
  1: ['resourceSpans', { 1: ['resource', resource], 2: ['scopeSpans', scopeSpans, 'repeated'] }, 'repeated'],
};

/** Reads protobuf bytes into the shape that OTLP has as JSON. */
export function decode(bytes: Buffer, message: Message): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  let at = 0;
  const varint = (): number => {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = bytes[at++];
      if (byte === undefined) throw new Error('the bytes end in the middle of a number');
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return Number(BigInt.asIntN(64, value));
    }
  };
  const take = (length: number): Buffer => {
    if (at + length > bytes.length) throw new Error('the bytes end in the middle of a field');
    return bytes.subarray(at, (at += length));
  };
  while (at < bytes.length) {
    const tag = varint();
    const wire = tag & 7;
    const raw = wire === 0 ? varint() : take(wire === 1 ? 8 : wire === 5 ? 4 : varint());
    const [name, kind, repeated] = message[tag >>> 3] ?? [];
    if (name === undefined || kind === undefined) continue;
    const value = read(raw, kind);
    if (repeated === undefined) result[name] = value;
    else result[name] = [...((result[name] as unknown[] | undefined) ?? []), value];
  }
  return result;
}

function read(raw: number | Buffer, kind: Kind): unknown {
  if (typeof raw === 'number') return kind === 'bool' ? raw === 1 : raw;
  if (typeof kind === 'object') return decode(raw, kind);
  switch (kind) {
    case 'text':
      return new TextDecoder('utf-8', { fatal: true }).decode(raw);
    case 'hex':
      return raw.toString('hex');
    case 'double':
      return raw.readDoubleLE();
    case 'fixed32':
      return raw.readUInt32LE();
    case 'fixed64':
      return Number(raw.readBigInt64LE());
    case 'fixed64s':
      return Array.from({ length: raw.length / 8 }, (_, index) => Number(raw.readBigInt64LE(index * 8)));
    case 'doubles':
      return Array.from({ length: raw.length / 8 }, (_, index) => raw.readDoubleLE(index * 8));
    default:
      throw new Error(`${kind} cannot be of this length`);
  }
}
