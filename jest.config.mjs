import { readFileSync } from 'node:fs';

const swc = JSON.parse(readFileSync(new URL('./.swcrc', import.meta.url), 'utf8'));

const common = {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '\\.ts$': ['@swc/jest', { ...swc, module: { type: 'es6' }, swcrc: false }] },
  moduleNameMapper: {
    '^@keelson/([^/]+)/testing$': '<rootDir>/libs/$1/testing/index.ts',
    '^@keelson/([^/]+)$': '<rootDir>/libs/$1/src/index.ts',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/.nx', '<rootDir>/tmp', '<rootDir>/.keelson'],
};

export default {
  // For machines that are busy; no test is about time.
  testTimeout: 180_000,
  projects: [
    { ...common, displayName: 'spec', testMatch: ['<rootDir>/{libs,apps,tools}/**/*.spec.ts'] },
    {
      ...common,
      displayName: 'db-spec',
      testMatch: ['<rootDir>/{libs,apps,tools}/**/*.db-spec.ts'],
    },
    {
      ...common,
      displayName: 'e2e-spec',
      testMatch: ['<rootDir>/{apps,tools}/**/*.e2e-spec.ts'],
    },
  ],
};
