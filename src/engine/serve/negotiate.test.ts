import { describe, expect, it } from 'vitest';
import { negotiate, PAGE_FORMS } from './negotiate';

const JSON_TYPE = 'application/vnd.pypi.simple.v1+json';
const V1_HTML_TYPE = 'application/vnd.pypi.simple.v1+html';

describe('the form of a page', () => {
  it.each([
    ['nothing is said', undefined, 'index.html'],
    ['the header is empty', ' ', 'index.html'],
    ['anything will do', '*/*', 'index.html'],
    ['any text will do', 'text/*', 'index.html'],
    ['it is a browser', 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', 'index.html'],
    ['it is pip', `${JSON_TYPE}, ${V1_HTML_TYPE}; q=0.1, text/html; q=0.01`, 'index.v1_json'],
    ['it is uv', `${JSON_TYPE}, ${V1_HTML_TYPE};q=0.2, text/html;q=0.01`, 'index.v1_json'],
    ['several are liked alike', `text/html, ${V1_HTML_TYPE}, ${JSON_TYPE}`, 'index.v1_json'],
    ['the order says otherwise than the weights', `${JSON_TYPE};q=0.4, text/html;q=0.5`, 'index.html'],
    ['the newest JSON is asked for', 'application/vnd.pypi.simple.latest+json', 'index.v1_json'],
    ['the newest HTML is asked for', 'application/vnd.pypi.simple.latest+html', 'index.v1_html'],
    ['the type is in capitals', JSON_TYPE.toUpperCase(), 'index.v1_json'],
    [
      'parameters stand before the weight',
      `${JSON_TYPE};charset=utf-8;q=1, text/html;q=0.1`,
      'index.v1_json',
    ],
    ['what is named counts more than what is not', `*/*, ${V1_HTML_TYPE}`, 'index.v1_html'],
    ['HTML is refused and the rest welcome', 'text/html;q=0, */*', 'index.v1_html'],
    ['JSON is refused and the rest less liked', `${JSON_TYPE};q=0, */*;q=0.1`, 'index.html'],
    ['a weight makes no sense', `${JSON_TYPE};q=high, text/html;q=0.1`, 'index.html'],
  ])('where %s', (_, accept, filename) => {
    expect(negotiate(accept, PAGE_FORMS)?.filename).toBe(filename);
  });

  it.each([
    ['a version that there is not', 'application/vnd.pypi.simple.v2+json'],
    ['another kind of thing', 'image/png'],
    ['nothing at all', '*/*;q=0'],
    ['commas', ',,'],
  ])('does not exist for who takes %s', (_, accept) => {
    expect(negotiate(accept, PAGE_FORMS)).toBeNull();
  });

  it('is one of those that the mirror has', () => {
    const htmlOnly = PAGE_FORMS.filter(({ filename }) => filename === 'index.html');
    expect(negotiate(`${JSON_TYPE}, text/html;q=0.01`, htmlOnly)?.filename).toBe('index.html');
    expect(negotiate(JSON_TYPE, htmlOnly)).toBeNull();
  });
});
