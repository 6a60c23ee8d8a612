import { accessToken } from './api.js';

const { React, ReactDOM, GraphiQL } = window;
const signIn = '/sign-in?next=/graphiql';
let token = null;

/** Renewed before each request, because a tab stays open longer than an access token holds. */
async function renew() {
  token = await accessToken();
  if (!token) location.replace(signIn);
  return token;
}

function authorizedFetch(url, options) {
  return fetch(url, { ...options, headers: { ...options.headers, authorization: `Bearer ${token}` } });
}

try {
  if (await renew()) {
    const send = GraphiQL.createFetcher({
      url: '/graphql',
      subscriptionUrl: `${location.origin.replace(/^http/, 'ws')}/graphql`,
      // Read when a socket opens: browsers can set no header there.
      wsConnectionParams: {
        get authorization() {
          return `Bearer ${token}`;
        },
      },
      fetch: authorizedFetch,
    });
    const fetcher = async (request, options) => {
      await renew();
      return send(request, options);
    };
    const page = React.createElement(GraphiQL, { fetcher, isHeadersEditorEnabled: false });
    ReactDOM.createRoot(document.getElementById('graphiql')).render(page);
  }
} catch (error) {
  document.getElementById('problem').textContent = error.message;
}
