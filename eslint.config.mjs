import nx from '@nx/eslint-plugin';
import tseslint from 'typescript-eslint';

// Who may import whom (the map of the house). Every room may import platform.
const rooms = {
  platform: [],
  identity: [],
  disclosure: [],
  organizations: ['identity'],
  coalitions: ['organizations', 'identity'],
  backbone: ['coalitions', 'organizations'],
  agenda: ['backbone', 'coalitions'],
  measures: ['agenda', 'coalitions', 'organizations'],
  submissions: ['measures', 'coalitions', 'organizations'],
  quality: ['submissions', 'measures', 'coalitions', 'organizations'],
  agreements: ['measures', 'coalitions', 'organizations'],
  aggregation: ['agreements', 'disclosure', 'submissions', 'measures', 'coalitions', 'organizations'],
  exchange: ['submissions', 'measures', 'coalitions', 'organizations'],
  activities: ['agenda', 'backbone', 'measures', 'coalitions', 'organizations'],
  communications: ['activities', 'agenda', 'backbone', 'coalitions', 'organizations'],
  commitments: ['communications', 'activities', 'agenda', 'backbone', 'measures', 'coalitions', 'organizations'],
  briefings: ['communications', 'backbone', 'coalitions', 'organizations'],
  search: ['briefings', 'communications', 'agenda', 'backbone', 'coalitions', 'organizations'],
  scorecard: [
    'messages',
    'commitments',
    'briefings',
    'communications',
    'activities',
    'agenda',
    'backbone',
    'aggregation',
    'submissions',
    'measures',
    'coalitions',
    'organizations',
  ],
  desk: [
    'messages',
    'scorecard',
    'commitments',
    'briefings',
    'communications',
    'activities',
    'agenda',
    'backbone',
    'aggregation',
    'agreements',
    'submissions',
    'measures',
    'coalitions',
    'organizations',
  ],
  messages: [],
  notices: ['messages', 'coalitions', 'organizations', 'identity'],
  calendars: [
    'messages',
    'commitments',
    'communications',
    'activities',
    'agenda',
    'submissions',
    'measures',
    'coalitions',
    'organizations',
    'identity',
  ],
  digests: [
    'messages',
    'notices',
    'reports',
    'desk',
    'commitments',
    'briefings',
    'communications',
    'activities',
    'agenda',
    'backbone',
    'measures',
    'submissions',
    'coalitions',
    'organizations',
    'identity',
  ],
  reports: [
    'aggregation',
    'agreements',
    'disclosure',
    'quality',
    'submissions',
    'measures',
    'activities',
    'agenda',
    'coalitions',
    'organizations',
  ],
  editions: ['reports', 'submissions', 'measures', 'coalitions', 'organizations'],
  sharing: ['reports', 'coalitions', 'identity'],
  formats: ['messages', 'reports', 'measures'],
};
const protocols = [
  '@nestjs/graphql',
  '@nestjs/apollo',
  '@apollo/*',
  'graphql',
  'fastify',
  '@nestjs/platform-fastify',
  '@nestjs/passport',
  'passport*',
];
const noProtocols = {
  group: protocols,
  message: 'Rooms know no protocol: GraphQL, Fastify and passport live in apps/.',
};
const noPool = {
  group: ['typeorm', 'pg', 'pg-pool'],
  importNames: ['DataSource', 'Pool', 'Client', 'default'],
  message: 'Nothing reaches the database outside a unit of work: ask platform/db for one.',
};
const noQueue = { group: ['bullmq', 'ioredis'], message: 'Only platform/queue knows BullMQ.' };

export default tseslint.config(
  { ignores: ['**/node_modules', 'dist', '.nx', '.keelson', 'tmp', 'demo'] },
  ...tseslint.configs.recommended.map((c) => ({ ...c, files: ['**/*.ts'] })),
  {
    files: ['**/*.ts'],
    plugins: { '@nx': nx },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
      'max-lines': ['error', { max: 300 }],
    },
  },
  {
    files: ['apps/**/*.ts', 'libs/**/*.ts'],
    plugins: { '@nx': nx },
    rules: {
      '@nx/enforce-module-boundaries': [
        'error',
        {
          allow: [],
          depConstraints: [
            ...Object.entries(rooms).map(([room, below]) => ({
              sourceTag: `room:${room}`,
              onlyDependOnLibsWithTags: ['room:platform', `room:${room}`, ...below.map((b) => `room:${b}`)],
            })),
            { sourceTag: 'app', onlyDependOnLibsWithTags: Object.keys(rooms).map((r) => `room:${r}`) },
          ],
        },
      ],
    },
  },
  {
    files: ['apps/**/src/**/*.ts', 'libs/**/src/**/*.ts'],
    ignores: ['libs/platform/src/config.ts', '**/*spec.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'Only platform/config.ts reads the environment.' },
      ],
    },
  },
  {
    files: ['libs/**/src/**/*.ts'],
    ignores: ['libs/platform/src/queue/**', 'libs/platform/src/db/**'],
    rules: { 'no-restricted-imports': ['error', { patterns: [noProtocols, noQueue, noPool] }] },
  },
  {
    files: ['libs/platform/src/db/**/*.ts'],
    ignores: ['libs/platform/src/db/migrate.ts'],
    rules: { 'no-restricted-imports': ['error', { patterns: [noProtocols, noQueue] }] },
  },
  {
    files: ['apps/**/src/**/*.ts'],
    rules: { 'no-restricted-imports': ['error', { patterns: [noPool] }] },
  },
  {
    files: ['libs/platform/src/queue/**/*.ts'],
    rules: { 'no-restricted-imports': ['error', { patterns: [noProtocols] }] },
  },
);
