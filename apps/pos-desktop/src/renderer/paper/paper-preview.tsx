import { useMemo, type CSSProperties, type ReactNode } from 'react';
import { cellsOf, linesOf, type PaperLine } from '../../paper/lines-of.ts';
import type { Paper } from '../../paper/paper.ts';
import { pictureColumnsOf } from '../../paper/paper-size.ts';
import { picturePathOf, qrPathOf } from '../../paper/picture-path.ts';
import classes from './paper.module.css';

export type PaperPreviewProps = { readonly paper: Paper; readonly label: string };

/** A paper as the printer makes it: its own lines, in columns that no font moves. Black on white in either theme. */
export function PaperPreview({ paper, label }: PaperPreviewProps): ReactNode {
  const lines = useMemo(() => linesOf(paper), [paper]);
  return (
    <figure className={classes['paper']} aria-label={label} lang={paper.language} style={variables({ columns: paper.columns })}>
      {lines.map((line, i) => (
        <Line key={i} line={line} />
      ))}
    </figure>
  );
}

function Line({ line }: { readonly line: PaperLine }): ReactNode {
  return line.kind === 'text' ? <TextLine {...line} /> : <PictureLine line={line} />;
}

/** A screen reader is given the line whole; the cells are for the eye. */
function TextLine({ text, look }: Extract<PaperLine, { kind: 'text' }>): ReactNode {
  const isRule = /^-+$/.test(text);
  return (
    <div className={classes['line']} data-look={look}>
      {!isRule && <span className={classes['spoken']}>{text.trim().replaceAll(/ +/g, ' ')}</span>}
      <span aria-hidden>
        {cellsOf(text).map((cell, i) => (
          <span key={i} className={classes['cell']} style={variables({ n: cell.columns })}>
            {cell.text}
          </span>
        ))}
      </span>
    </div>
  );
}

function PictureLine({ line }: { readonly line: Exclude<PaperLine, { kind: 'text' }> }): ReactNode {
  const { width, height, path } = line.kind === 'qr' ? qrPathOf(line.text) : picturePathOf(line.picture);
  const { wide, high } = pictureColumnsOf(line);
  return (
    <svg
      className={classes['picture']}
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={line.label}
      style={variables({ wide, high })}
    >
      <path d={path} />
    </svg>
  );
}

/** Numbers for the stylesheet, which knows no others. */
function variables(values: Readonly<Record<string, number>>): CSSProperties {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [`--${name}`, value]));
}
