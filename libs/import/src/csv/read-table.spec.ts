import { readTable } from './read-table';

const cellsOf = (csv: Uint8Array | string) => readTable(csv).lines.map(({ cells }) => cells);

describe('a table read from comma-separated text', () => {
  it('has its rows numbered as a spreadsheet numbers them, blank ones counted and passed over', () => {
    const { header, lines } = readTable('a,b\n1,2\n\n3,4\n');
    expect(header).toMatchObject({ row: 1, cells: ['a', 'b'] });
    expect(lines.map(({ row, cells }) => [row, cells])).toEqual([
      [2, ['1', '2']],
      [4, ['3', '4']],
    ]);
  });

  it('is the same with a byte order mark, with CRLF, as text and as bytes', () => {
    const plain = readTable('a,b\n1,"2,5"\n');
    expect(readTable('\uFEFFa,b\r\n1,"2,5"\r\n')).toEqual(plain);
    expect(readTable(Buffer.from('\uFEFFa,b\r\n1,"2,5"\r\n'))).toEqual(plain);
  });

  it('unquotes commas and doubled quotes, and trims what surrounds a cell', () => {
    expect(cellsOf('h\n"131,398", Acme ,"say ""yes"""')).toEqual([['131,398', 'Acme', 'say "yes"']]);
  });

  it('loses to a broken quote that row and no other', () => {
    expect(cellsOf('h\n1,"2\n3,4\na"b,5\n"x"y,6\n7,8')).toEqual([
      undefined,
      ['3', '4'],
      undefined,
      undefined,
      ['7', '8'],
    ]);
  });

  it('keeps a mark where bytes are not UTF-8', () => {
    expect(cellsOf(Buffer.from([0x68, 0x0a, 0x41, 0xff, 0x2c, 0x42]))).toEqual([['A\uFFFD', 'B']]);
  });

  it('is without a header when there is nothing at all', () => {
    for (const nothing of ['', '\uFEFF', '\n \n']) expect(readTable(nothing)).toEqual({ header: undefined, lines: [] });
  });
});
