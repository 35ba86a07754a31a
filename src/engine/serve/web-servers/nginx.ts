import { listAcceptPatterns } from './accept-patterns';
import { checkPath, type ServedPlace, withSlashes } from './served-place';

/**
 * A configuration that lets nginx (1.18 and newer) serve the tree as the mirror's own server does; it goes into the `http`
 * block. Throws `serve-config-refused`.
 */
export function nginxConfiguration({ directory, port }: ServedPlace): string {
  const root = quoteForNginx(withSlashes(checkPath(`${directory}/web`, 'nginx', /\0/)));
  const patterns = listAcceptPatterns().map(({ pattern, filename }) => `    "~${pattern}" ${filename};`);
  return `# A mirror of Python packages. Save it as /etc/nginx/conf.d/sandgrouse.conf, then: nginx -t && nginx -s reload
# The user that nginx runs as has to be able to read the folder.

# A "$" in a path, which nginx would take for a variable.
geo $sandgrouse_dollar {
    default "$";
}

# The form of a page by what the client likes best (PEP 691): the first that fits.
map $http_accept $sandgrouse_page {
    default none;
    "" index.html;
${patterns.join('\n')}
}

server {
    # This computer only. For the network, name an address of this computer, and think of a firewall and TLS.
    listen 127.0.0.1:${port};
    root ${root};
    absolute_redirect off;
    autoindex off;
    set $sandgrouse_renamed "";
    if ($request_method !~ ^(?:GET|HEAD)$) {
        return 405;
    }

${PAGES}
${names()}
${FILES}
    # Nobody is sent elsewhere: what is not here is nowhere.
    location / {
        return 404;
    }
}
`;
}

const PAGES = `    # Pages change: they are asked for each time.
    location ~ ^/simple/(?:[a-z0-9]+(?:-[a-z0-9]+)*/)?$ {
        if ($sandgrouse_renamed) {
            return 301 $uri;
        }
        if ($sandgrouse_page = none) {
            return 406;
        }
        types {
            application/vnd.pypi.simple.v1+json v1_json;
            application/vnd.pypi.simple.v1+html v1_html;
            text/html html;
        }
        charset utf-8;
        gzip on;
        gzip_proxied any;
        gzip_min_length 1024;
        gzip_types application/vnd.pypi.simple.v1+json application/vnd.pypi.simple.v1+html;
        try_files $uri$sandgrouse_page =404;
        add_header Cache-Control no-cache always;
        add_header Vary "Accept, Accept-Encoding" always;
        add_header X-Content-Type-Options nosniff always;
    }
`;

const names =
  (): string => `    # Names in another spelling, and a slash that was forgotten, are sent to where the page is (PEP 503). nginx knows no
    # lower case, and replaces one place at a time: each round changes up to 15 of each letter and 6 separators, and nginx
    # goes ten rounds, which is enough for every name of up to ${LONGEST_NAME} characters. Longer ones are found as they are.
    location ~ ^/simple(?:/[a-z0-9]+(?:-[a-z0-9]+)*)?$ {
        return 301 $uri/;
    }
    location ~ "^/simple/(?=[A-Za-z0-9._-]{1,${LONGEST_NAME}}/?$)(?:[^/]*[A-Z_.]|[^/]*--)" {
        set $sandgrouse_renamed 1;
${`        rewrite ^(/simple/[^/]*?)(?:[-_.]*[_.][-_.]*|--+)([^/]*/?)$ $1-$2;\n`.repeat(6)}${lowerCase()}
    }
`;

const FILES = `    # Files never change.
    location ~ ^/packages/.*[^/]$ {
        types {
            text/plain metadata;
            application/zip whl zip;
            application/gzip gz tgz;
        }
        default_type application/octet-stream;
        charset utf-8;
        charset_types text/plain;
        gzip off;
        try_files $uri =404;
        add_header Cache-Control "public, max-age=31536000, immutable";
        add_header X-Content-Type-Options nosniff;
    }
`;

/** Of a name that is led to its normal spelling; PyPI has a handful that are longer. */
const LONGEST_NAME = 100;

/** nginx has no function that normalises a name (PEP 503); letter by letter it can, and knows what nine brackets held. */
function lowerCase(): string {
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
  return letters
    .flatMap((letter) => [8, 4, 2, 1].map((times) => replaceLetter(letter, times)))
    .map((line) => `        ${line}`)
    .join('\n');
}

function replaceLetter(letter: string, times: number): string {
  const others = `([^${letter}]*)`;
  const pattern = `^(/simple/[^${letter}]*)${`${letter}${others}`.repeat(times - 1)}${letter}(.*)$`;
  const places = Array.from({ length: times + 1 }, (_, index) => `$${index + 1}`);
  return `rewrite ${pattern} ${places.join(letter.toLowerCase())};`;
}

/** In double quotes, where nginx still looks for variables. */
function quoteForNginx(path: string): string {
  const quoted = path
    .replaceAll('\\', '\\\\')
    .replaceAll('"', '\\"')
    .replaceAll('$', () => `$\{sandgrouse_dollar}`);
  return `"${quoted}"`;
}
