// Reads topics of Sluice from their beginning, and writes one line of JSON for each record.
// node consumer.js HOST:PORT REGISTRY_URL OUTPUT TOPIC=COUNT...
const fs = require('node:fs');
const {CompressionCodecs, CompressionTypes, Kafka, logLevel} = require('kafkajs');
const {SchemaRegistry} = require('@kafkajs/confluent-schema-registry');
const lz4 = require('lz4js');

// The pipeline compresses with LZ4, for which kafkajs brings no codec.
CompressionCodecs[CompressionTypes.LZ4] = () => ({
  compress: async encoder => Buffer.from(lz4.compress(encoder.buffer)),
  decompress: async buffer => Buffer.from(lz4.decompress(buffer)),
});

const [bootstrap, registryUrl, output, ...topics] = process.argv.slice(2);
const left = new Map(topics.map(each => [each.split('=')[0], Number(each.split('=')[1])]));

async function main() {
  const registry = new SchemaRegistry({host: registryUrl});
  const kafka = new Kafka({brokers: bootstrap.split(','), logLevel: logLevel.ERROR});
  // readUncommitted is false by default: what a transaction took back is not seen.
  const consumer = kafka.consumer({groupId: `reader-${process.pid}-${Date.now()}`});
  await consumer.connect();
  await consumer.subscribe({topics: [...left.keys()], fromBeginning: true});
  const out = fs.createWriteStream(output);
  await new Promise((resolve, reject) => {
    consumer.on(consumer.events.CRASH, event => reject(event.payload.error));
    consumer
      .run({
        eachMessage: async ({topic, message}) => {
          // Keys are text. A tombstone, on compacted topics, has no value.
          const value = message.value === null ? null : await registry.decode(message.value);
          out.write(JSON.stringify(value) + '\n');
          left.set(topic, left.get(topic) - 1);
          if ([...left.values()].every(count => count <= 0)) {
            resolve();
          }
        },
      })
      .catch(reject);
  });
  await consumer.disconnect();
  await new Promise(resolve => out.end(resolve));
}

main().catch(error => {
  console.error(error);
  process.exit(1);
});
