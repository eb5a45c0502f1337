import { expect } from 'chai';
import { nextLink, parseLinkHeader } from '@hatchery/core';

const answer = (
  link: string | undefined,
  url = 'https://api.example.com/v1/logs?limit=2',
): Parameters<typeof nextLink>[0] => ({
  url,
  headers: new Headers(link === undefined ? {} : { link }),
});

describe('parseLinkHeader', () => {
  it('reads several links with their relations', () => {
    const links = parseLinkHeader(
      '<https://a.example/?after=2>; rel="next", <https://a.example/?before=1>; rel="prev first"',
    );
    expect(links.map(({ url, rels }) => [url, rels])).to.deep.equal([
      ['https://a.example/?after=2', ['next']],
      ['https://a.example/?before=1', ['prev', 'first']],
    ]);
  });

  it('is not misled by commas, semicolons and quotes inside links and parameters', () => {
    const header = '<https://a.example/?ids=1,2;3&x=">"y>; title="one, \\"two\\"; rel=prev" ; REL=Next,</b,c>;rel=prev';
    const links = parseLinkHeader(header.replace('">"y', '%22'));
    expect(links).to.have.length(2);
    expect(links[0]).to.deep.equal({
      url: 'https://a.example/?ids=1,2;3&x=%22',
      rels: ['next'],
      params: { title: 'one, "two"; rel=prev', rel: 'Next' },
    });
    expect(links[1]?.url).to.equal('/b,c');
  });

  it('takes the first of two relation parameters, as the standard says', () => {
    expect(parseLinkHeader('<a>; rel=self; rel=next')[0]?.rels).to.deep.equal(['self']);
  });

  it('keeps what comes before nonsense, and gives nothing for nothing', () => {
    expect(parseLinkHeader('<a>; rel=next, nonsense <b>').map(({ url }) => url)).to.deep.equal(['a']);
    for (const header of [undefined, null, '', ' , ,', 'https://a.example; rel=next', '<unclosed; rel=next']) {
      expect(parseLinkHeader(header), String(header)).to.deep.equal([]);
    }
  });

  it('takes time in proportion to a hostile header, not to its square', () => {
    const hostile = [
      `<a>${'; '.repeat(200_000)}`,
      `<a>; x="${'\\"'.repeat(200_000)}`,
      '<'.repeat(200_000),
      `<a>;${' '.repeat(400_000)}x`,
    ];
    for (const header of hostile) expect(parseLinkHeader(header).length).to.be.lessThan(2);
  }).timeout(5_000);
});

describe('nextLink', () => {
  it('resolves a relative URL against the URL that answered', () => {
    expect(nextLink(answer('</v1/logs?after=9>; rel="next"'))).to.equal('https://api.example.com/v1/logs?after=9');
    expect(nextLink(answer('<?after=9>; rel=next'))).to.equal('https://api.example.com/v1/logs?after=9');
  });

  it('finds the link among two headers joined, whatever its case, and another relation when asked', () => {
    const two = answer('<https://x.example/1>; rel="self", <https://x.example/2>; rel="NEXT"');
    expect(nextLink(two)).to.equal('https://x.example/2');
    expect(nextLink(two, 'self')).to.equal('https://x.example/1');
  });

  it('gives nothing on the last page', () => {
    expect(nextLink(answer('<https://x.example/1>; rel="first"'))).to.equal(undefined);
    expect(nextLink(answer(undefined))).to.equal(undefined);
  });

  it('refuses what is no URL', () => {
    expect(() => nextLink(answer('<http://[>; rel=next')))
      .to.throw()
      .with.property('code', 'HTTP_BODY');
  });
});
