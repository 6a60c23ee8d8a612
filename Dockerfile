# One image for both apps: `node dist/apps/api/src/main.js` (the default) or `node dist/apps/worker/src/main.js`.
FROM node:20-bookworm-slim AS build
WORKDIR /keelson
COPY package.json package-lock.json .swcrc tsconfig.base.json tsconfig.json ./
RUN npm ci --include=dev --no-audit --no-fund
COPY apps apps
COPY libs libs
COPY tools tools
RUN node -e "import('./tools/build.mjs').then((tool) => tool.build())" \
 && npm prune --omit=dev --no-audit --no-fund

FROM node:20-bookworm-slim
ENV NODE_ENV=production KEELSON_HOST=0.0.0.0
WORKDIR /keelson
COPY --from=build --chown=node:node /keelson/package.json ./
COPY --from=build --chown=node:node /keelson/node_modules node_modules
COPY --from=build --chown=node:node /keelson/dist dist
USER node
EXPOSE 4400 4401
CMD ["node", "dist/apps/api/src/main.js"]
