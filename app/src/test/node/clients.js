// Google's own client and perspective-api-client, with nothing changed but the address.
// node clients.js http://127.0.0.1:8080 KEY_FILE
const assert = require('node:assert/strict');
const fs = require('node:fs');
const axios = require('axios');
const {google} = require('googleapis');
const Perspective = require('perspective-api-client');

const base = process.argv[2];
const key = fs.readFileSync(process.argv[3], 'utf8').trim();
const text = 'You are a stupid idiot and nobody likes you.';

async function throughGooglesClient() {
  const client = await google.discoverAPI(`${base}/$discovery/rest?version=v1alpha1`);
  const answer = await client.comments.analyze({
    key,
    resource: {comment: {text}, languages: ['en'], requestedAttributes: {TOXICITY: {}, THREAT: {}}, doNotStore: true},
  });
  const scores = answer.data.attributeScores;
  assert.ok(scores.TOXICITY.summaryScore.value > 0.5);
  assert.equal(scores.TOXICITY.summaryScore.type, 'PROBABILITY');
  assert.equal(scores.TOXICITY.spanScores[0].end, text.length);
  assert.ok(scores.THREAT.summaryScore.value < scores.TOXICITY.summaryScore.value);
  assert.deepEqual(answer.data.languages, ['en']);
  const refused = await client.comments
    .analyze({key, resource: {comment: {text}, languages: ['is'], requestedAttributes: {TOXICITY: {}}}})
    .then(() => assert.fail('a language that no model knows is refused'), error => error);
  assert.equal(Number(refused.code ?? refused.status), 400);
  assert.match(refused.message, /Attribute TOXICITY does not support request languages: is/);
}

async function throughPerspectiveApiClient() {
  // Its address is a constant: what is sent there goes to the base address instead.
  axios.interceptors.request.use(config => {
    config.url = config.url.replace('https://commentanalyzer.googleapis.com', base);
    return config;
  });
  const perspective = new Perspective({apiKey: key});
  const answer = await perspective.analyze(text, {attributes: ['toxicity', 'insult', 'profanity']});
  assert.deepEqual(Object.keys(answer.attributeScores).sort(), ['INSULT', 'PROFANITY', 'TOXICITY']);
  assert.ok(answer.attributeScores.INSULT.summaryScore.value > 0.5);
  const refused = await perspective
    .analyze(text, {attributes: ['sarcasm']})
    .then(() => assert.fail('an unknown attribute is refused'), error => error);
  assert.match(refused.message, /Unknown requested attribute: SARCASM/);
  const stranger = await new Perspective({apiKey: 'nobody'}).analyze(text).then(() => assert.fail(), error => error);
  assert.match(stranger.message, /API key not valid/);
}

throughGooglesClient()
  .then(throughPerspectiveApiClient)
  .then(() => console.log('both clients are answered'))
  .catch(error => {
    console.error(error);
    process.exit(1);
  });
