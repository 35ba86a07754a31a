import { CLIENTS, readClientIndex } from '../../../contract/clients/client-index';
import { snippetsFor } from '../../../contract/clients/snippets';
import { SNIPPET_PLACES } from '../../../contract/texts/english-clients';
import { type Html, html } from './html';

/** For each client; `indexUrl` is the one by which this very client reached the server. */
export function setUpClients(indexUrl: string): Html {
  const index = readClientIndex(indexUrl, { certificatePath: null, keepsPassword: false });
  if (index === null) return html``;
  const blocks = CLIENTS.map((client) => {
    const snippets = snippetsFor(client, index, 'PACKAGE').map(
      ({ place, text }) => html`<p>${SNIPPET_PLACES[place]}</p><pre>${text}</pre>`,
    );
    return html`<details><summary>${client}</summary>${snippets}</details>
`;
  });
  return html`<h2 id="set-up">Install from here</h2>
<p>The address of the index is <code>${indexUrl}</code></p>
${blocks}`;
}
