import { listAcceptPatterns } from './accept-patterns';
import { checkPath, type ServedPlace, withSlashes } from './served-place';

/** A Caddyfile (2.6 and newer) that serves the tree as the mirror's own server does. Throws `serve-config-refused`. */
export function caddyConfiguration({ directory, port }: ServedPlace): string {
  // Braces are placeholders wherever they stand.
  const root = quoteForCaddy(withSlashes(checkPath(`${directory}/web`, 'Caddy', /[{}`]/)));
  const patterns = listAcceptPatterns().map(({ pattern, filename }) => `\t\t\t~${pattern} ${filename}`);
  return `# A mirror of Python packages. Save it as /etc/caddy/Caddyfile, then: caddy validate --config /etc/caddy/Caddyfile
# The user that Caddy runs as has to be able to read the folder.
{
	admin off
	auto_https off
}

# This computer only. For the network, bind an address of this computer, and think of a firewall and TLS.
http://:${port} {
	bind 127.0.0.1
	root * ${root}

	route {
		@writes not method GET HEAD
		error @writes 405

		# The form of a page by what the client likes best (PEP 691): the first that fits.
		map {http.request.header.Accept} {sandgrouse_page} {
			~^$ index.html
${patterns.join('\n')}
			default none
		}

${PAGES}
${names()}
${FILES}
		# Nobody is sent elsewhere: what is not here is nowhere.
		error 404
	}

	handle_errors {
		header Content-Type "text/plain; charset=utf-8"
		respond "{http.error.status_code} {http.error.status_text}" {http.error.status_code}
	}
}
`;
}

const PAGES = `		# Pages change: they are asked for each time.
		@page path_regexp ^/simple/(?:[a-z0-9]+(?:-[a-z0-9]+)*/)?$
		handle @page {
			header Cache-Control no-cache
			header Vary Accept
			header X-Content-Type-Options nosniff
			route {
				@there file {path}index.html
				@refused expression \`{sandgrouse_page} == "none"\`
				error @refused 406
				rewrite @there {path}{sandgrouse_page}
				@json path *.v1_json
				header @json Content-Type application/vnd.pypi.simple.v1+json
				@html path *.v1_html
				header @html Content-Type application/vnd.pypi.simple.v1+html
				encode {
					gzip
					minimum_length 1024
					match {
						header Content-Type application/vnd.pypi.simple.v1+*
						header Content-Type text/html*
					}
				}
				file_server {
					index none
					disable_canonical_uris
				}
			}
		}
`;

const names =
  (): string => `		# Names in another spelling, and a slash that was forgotten, are sent to where the page is (PEP 503).
		@name path_regexp ^/simple(?:/[A-Za-z0-9._-]+)?/?$
		handle @name {
			route {
				# The path is as it was sent.
				uri path_regexp (?:[-_.]|%2[DdEe]|%5[Ff])+ -
${lowerCase()}
				@again path_regexp ^/simple/[a-z0-9]+(?:-[a-z0-9]+)*/$
				redir @again {path} 301
				@bare path_regexp ^/simple(?:/[a-z0-9]+(?:-[a-z0-9]+)*)?$
				redir @bare {path}/ 301
				error 404
			}
		}
`;

const FILES = `		# Files never change.
		@file {
			path_regexp ^/packages/.*[^/]$
			file {path}
		}
		handle @file {
			header Cache-Control "public, max-age=31536000, immutable"
			header X-Content-Type-Options nosniff
			route {
				header Content-Type application/octet-stream
				@metadata path *.metadata
				header @metadata Content-Type "text/plain; charset=utf-8"
				@zip path *.whl *.zip
				header @zip Content-Type application/zip
				@gzip path *.gz *.tgz
				header @gzip Content-Type application/gzip
				file_server {
					index none
					disable_canonical_uris
				}
			}
		}
`;

/** Caddy has no function that normalises a name (PEP 503); letter by letter it can. */
function lowerCase(): string {
  const letters = [...'abcdefghijklmnopqrstuvwxyz'];
  return letters.map((letter) => `\t\t\t\turi path_regexp ${letter.toUpperCase()} ${letter}`).join('\n');
}

function quoteForCaddy(path: string): string {
  return `"${path.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}
