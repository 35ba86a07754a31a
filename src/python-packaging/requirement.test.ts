import { expect, it } from 'vitest';
import { formatRequirement, parseRequirement } from './requirement';

it.each([
  ['', '', 'expected the name of a project'],
  ['>=1.0', '>', 'expected the name of a project'],
  ['name_', 'name_', 'the name "name_" must end with a letter or a digit'],
  ['requests 2.0', '2.0', 'put "==" before the version'],
  ['requests latest', 'latest', 'expected a version such as ">=1.0", or ";" and a marker, or the end'],
  ['requests =2.0', '=2.0', '"=" is no operator; write "==", ">=" or "<="'],
  ['requests>=2.0 <3', '<', 'put a comma before this'],
  ['requests>=2.*', '>=2.*', '".*" can only be used with "==" and "!="'],
  ['requests>=2.0x', '>=2.0x', '"2.0x" is not a version'],
  ['requests (>=2.0', '(>=2.0', 'the parenthesis that opens here is not closed'],
  ['requests[socks', '[socks', 'the bracket that opens here is not closed'],
  ['requests[socks security]', 'security', 'expected "," or "]" after the name of an extra'],
  ['requests[,]', ',', 'expected the name of an extra'],
  ['requests @ ', '', 'expected an address after "@"'],
  ['requests>=2 # why', '#', 'expected ";" and a marker, or the end'],
  ['requests; python > "3"', 'python', 'expected a variable such as "python_version", or a text in quotes'],
  [
    'requests; os_name is "nt"',
    'is',
    'expected an operator: "==", "!=", "<", "<=", ">", ">=", "~=", "===", "in" or "not in"',
  ],
  ['requests; os_name == "nt" extra', 'extra', 'expected "and", "or" or the end'],
  ['requests; (os_name == "nt"', '(os_name == "nt"', 'the parenthesis that opens here is not closed'],
  ['requests; os_name == "\\x4"', '"\\x4"', 'this text has an escape that Python does not know'],
])('explains what is wrong in %j, and where', (text, part, message) => {
  const start = part === '' ? text.length : text.lastIndexOf(part);
  expect(parseRequirement(text)).toEqual({ ok: false, error: { message, start, end: start + part.length } });
});

it('refuses parentheses so deep that they could exhaust the stack', () => {
  const parsed = parseRequirement(`a; ${'('.repeat(100_000)}`);
  expect(parsed).toMatchObject({ ok: false, error: { message: 'these parentheses are nested too deeply' } });
});

it('writes one text for requirements that mean the same', () => {
  const texts = ['Foo.Bar [B_b, a,b-B] (>=1.0,<2) ;os.name=="nt"', "foo_bar[a,b.b]<2,>=1.0; os_name == 'nt'"];
  const written = texts.map((text) => {
    const parsed = parseRequirement(text);
    return parsed.ok ? formatRequirement(parsed.requirement) : parsed.error.message;
  });
  expect(new Set(written)).toEqual(new Set(['foo-bar[a,b-b]<2,>=1.0; os_name == "nt"']));
});
