import { problemCodes } from '@installment-button/protocol';
import type { OpenAPIV3_1 } from 'openapi-types';
import { escapeHtml } from '../platform/http/escape-html.ts';
import { fieldRows, shapeOf, type Schema } from './schema-view.ts';

const methods = ['get', 'post', 'put', 'patch', 'delete'] as const;

interface Call {
  name: string;
  tag: string;
  operation: OpenAPIV3_1.OperationObject;
}

/** The description as a page without a script: each call, each shape and each error code, with links between them. */
export function renderDocs(document: OpenAPIV3_1.Document): string {
  const calls = callsOf(document);
  const order = (document.tags ?? []).map(({ name }) => name);
  const rank = (tag: string) => (order.includes(tag) ? order.indexOf(tag) : order.length);
  const byTag = Map.groupBy(
    calls.toSorted((one, other) => rank(one.tag) - rank(other.tag)),
    ({ tag }) => tag,
  );
  const schemas = Object.entries(document.components?.schemas ?? {}).sort(([one], [other]) => one.localeCompare(other));
  return page(
    document.info.title,
    [
      `<header><h1>${escapeHtml(document.info.title)}</h1><p>${prose(document.info.description)}</p>`,
      `<p>The same for programs: <a href="/openapi.json">/openapi.json</a> (OpenAPI ${document.openapi}).</p></header>`,
      `<nav aria-label="Contents">${[...byTag].map(([tag, list]) => contents(tag, list)).join('')}`,
      `<p><a href="#shapes">Shapes</a> · <a href="#keys">Keys and tokens</a> · <a href="#problems">Error codes</a></p></nav>`,
      ...[...byTag].map(
        ([tag, list]) => `<section><h2 id="${slug(tag)}">${escapeHtml(tag)}</h2>${list.map(renderCall).join('')}</section>`,
      ),
      `<section><h2 id="keys">Keys and tokens</h2>${renderSecurity(document)}</section>`,
      `<section><h2 id="shapes">Shapes</h2>${schemas.map(([name, schema]) => renderShape(name, schema)).join('')}</section>`,
      `<section><h2 id="problems">Error codes</h2>${renderProblems()}</section>`,
    ].join('\n'),
  );
}

function callsOf(document: OpenAPIV3_1.Document): Call[] {
  return Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
    methods.flatMap((method) => {
      const operation = item?.[method];
      return operation ? [{ name: `${method.toUpperCase()} ${path}`, tag: operation.tags?.[0] ?? 'Other', operation }] : [];
    }),
  );
}

const slug = (text: string) =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');

function contents(tag: string, calls: Call[]): string {
  const links = calls.map(
    ({ name, operation }) => `<li><a href="#${slug(name)}"><code>${escapeHtml(name)}</code></a> ${prose(operation.summary)}</li>`,
  );
  return `<h2><a href="#${slug(tag)}">${escapeHtml(tag)}</a></h2><ul>${links.join('')}</ul>`;
}

function renderCall({ name, operation }: Call): string {
  const parameters = (operation.parameters ?? []).filter((parameter) => 'name' in parameter);
  const body = operation.requestBody && 'content' in operation.requestBody ? firstSchema(operation.requestBody.content) : undefined;
  return [
    `<article id="${slug(name)}"><h3><code>${escapeHtml(name)}</code></h3>`,
    `<p>${[operation.summary, operation.description]
      .filter((text) => text !== undefined)
      .map((text) => `${prose(text)}${/[.!?]$/.test(text) ? '' : '.'}`)
      .join(' ')}</p>`,
    `<p class="keys">${securityOf(operation)}</p>`,
    parameters.length > 0
      ? table(
          'Parameters',
          ['Name', 'In', 'Type', ''],
          parameters.map((parameter) => [
            `<code>${escapeHtml(parameter.name)}</code>${parameter.required ? '' : ' <small>optional</small>'}`,
            escapeHtml(parameter.in),
            shapeOf(parameter.schema),
            prose(parameter.description),
          ]),
        )
      : '',
    body ? renderFields('Body', body) : '',
    ...Object.entries(operation.responses ?? {}).map(([status, response]) => {
      if (status === 'default' || '$ref' in response) return '';
      const schema = firstSchema(response.content);
      return schema ? renderFields(`Answer ${status}`, schema) : `<p>Answer ${status}: no body.</p>`;
    }),
    '</article>',
  ].join('');
}

function firstSchema(content: Record<string, OpenAPIV3_1.MediaTypeObject> | undefined): Schema | undefined {
  return Object.values(content ?? {})[0]?.schema;
}

function securityOf(operation: OpenAPIV3_1.OperationObject): string {
  if (operation.security === undefined) return 'Key: <a href="#keys">secretKey</a>';
  const names = operation.security.flatMap((entry) => Object.keys(entry));
  if (names.length === 0) return 'No key.';
  return `Key: ${names.map((name) => `<a href="#keys">${escapeHtml(name)}</a>`).join(' or ')}`;
}

/** A named shape is a link. Other shapes are shown field by field. */
function renderFields(title: string, schema: Schema): string {
  const rows = fieldRows(schema);
  if (rows.length === 0) return `<p>${title}: ${shapeOf(schema)}</p>`;
  return table(
    title,
    ['Field', 'Type', ''],
    rows.map(({ path, shape, optional, text }) => [
      `<code>${escapeHtml(path)}</code>${optional ? ' <small>optional</small>' : ''}`,
      shape,
      prose(text),
    ]),
  );
}

function renderShape(name: string, schema: Schema): string {
  const description = 'description' in schema ? schema.description : undefined;
  return `<article id="shape-${escapeHtml(name)}"><h3>${escapeHtml(name)}</h3><p>${prose(description)}</p>${renderFields('Fields', schema)}</article>`;
}

function renderSecurity(document: OpenAPIV3_1.Document): string {
  const schemes = Object.entries(document.components?.securitySchemes ?? {});
  return table(
    '',
    ['Name', ''],
    schemes.map(([name, scheme]) => [escapeHtml(name), prose('description' in scheme ? scheme.description : '')]),
  );
}

function renderProblems(): string {
  const rows = Object.entries(problemCodes).map(([code, { status, meaning }]) => [
    `<code>${code}</code>`,
    String(status),
    escapeHtml(meaning),
  ]);
  return table('', ['Code', 'Status', ''], rows);
}

function table(title: string, head: string[], rows: string[][]): string {
  const cells = (tag: string, row: string[]) => `<tr>${row.map((cell) => `<${tag}>${cell}</${tag}>`).join('')}</tr>`;
  const caption = title === '' ? '' : `<caption>${escapeHtml(title)}</caption>`;
  return `<div class="wide"><table>${caption}<thead>${cells('th', head)}</thead><tbody>${rows.map((row) => cells('td', row)).join('')}</tbody></table></div>`;
}

/** Descriptions use no markup but backticks for code. */
function prose(text: string | undefined): string {
  return escapeHtml(text ?? '').replace(/`([^`]+)`/g, '<code>$1</code>');
}

function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(title)}: API</title>
<link rel="stylesheet" href="/docs/page.css">
</head>
<body>
${body}
</body>
</html>
`;
}

export const docsStyles = `
:root { color-scheme: light dark; --line: light-dark(#e3e1dc, #3a3833); --quiet: light-dark(#6b6862, #a5a199); --ink: light-dark(#1b1a17, #f3f1ec); --paper: light-dark(#fdfcfa, #191815); }
body { max-width: 62rem; margin: 0 auto; padding: 2rem 1rem 6rem; background: var(--paper); color: var(--ink); font: 16px/1.55 system-ui, sans-serif; }
h1, h2, h3 { line-height: 1.25; }
section > h2 { margin-top: 4rem; border-top: 1px solid var(--line); padding-top: 1.5rem; }
nav h2 { font-size: 1rem; margin: 1.25rem 0 0.25rem; }
nav ul { list-style: none; margin: 0; padding: 0; columns: 28rem; }
article { margin-top: 2.25rem; scroll-margin-top: 1rem; }
code { font: 0.9em/1.4 ui-monospace, monospace; overflow-wrap: anywhere; }
a { color: inherit; text-underline-offset: 0.2em; }
.keys, small { color: var(--quiet); }
.wide { overflow-x: auto; }
table { width: 100%; margin-top: 0.75rem; border-collapse: collapse; }
caption { text-align: left; font-weight: 600; padding-bottom: 0.25rem; }
th { font-weight: 400; color: var(--quiet); }
th, td { text-align: left; vertical-align: top; padding: 0.35rem 1rem 0.35rem 0; border-bottom: 1px solid var(--line); }
:target { outline: 2px solid var(--line); outline-offset: 0.5rem; }
`.trimStart();
