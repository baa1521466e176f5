/// How every page looks: one column to read, light and dark, on a phone, on a screen, on paper.
///
/// The contrast of each pair of colours is at least 4.5 to 1 (WCAG 2.2, AA).
enum StyleSheet {
  static let text = colours + page + contents + words + paper

  private static let colours = """
    :root{color-scheme:light dark;--paper:#fff;--ink:#1c1b19;--soft:#5c5850;--line:#dcd8d0;\
    --link:#1a4f8a;--tint:#f6f4ef;--ins:#0b5528;--ins-tint:#e2f4e6;--del:#98141f;\
    --del-tint:#fbe7e6;--move:#57358a;--move-tint:#f1ecf9}
    @media (prefers-color-scheme:dark){:root{--paper:#17181b;--ink:#e8e5df;--soft:#a9a59c;\
    --line:#3a3b40;--link:#8dbcf0;--tint:#202226;--ins:#8edda6;--ins-tint:#16301e;--del:#ffaaa5;\
    --del-tint:#3b1a1b;--move:#cdb6f5;--move-tint:#2a2338}}

    """

  private static let page = """
    *{box-sizing:border-box}
    html{font:100%/1.6 Charter,'Bitstream Charter','Sitka Text',Cambria,Georgia,serif;\
    background:var(--paper);color:var(--ink);-webkit-text-size-adjust:100%}
    body{margin:0 auto;padding:2.5rem 1.25rem 4rem;max-width:40rem;overflow-wrap:break-word;\
    hyphens:auto}
    .skip{position:absolute;left:-99rem}
    .skip:focus{left:1rem;top:.5rem;background:var(--paper);padding:.25rem .5rem}
    .unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);\
    white-space:nowrap}
    a{color:var(--link);text-underline-offset:.15em;text-decoration-thickness:.06em}
    a:focus-visible{outline:2px solid var(--link);outline-offset:2px}
    header{border-bottom:1px solid var(--line);padding-bottom:1.25rem}
    .kicker,nav,footer,figcaption,.facts,.badge,.move,h2 .id,h3 .id,h4 .id,h5 .id,h6 .id,.legend\
    {font-family:system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans','DejaVu Sans',sans-serif}
    .kicker{margin:0;color:var(--soft);font-size:.85rem;letter-spacing:.02em}
    h1{font-size:2rem;line-height:1.2;margin:.25rem 0 1rem;text-wrap:balance;hyphens:manual}
    h2{font-size:1.3rem}h3{font-size:1.1rem}h4,h5,h6{font-size:1rem}
    h2,h3,h4,h5,h6{line-height:1.3;margin:2.4rem 0 .6rem;hyphens:manual;scroll-margin-top:1rem}
    h3,h4,h5,h6{margin-top:1.8rem}
    .number{color:var(--soft);font-variant-numeric:tabular-nums;padding-right:.35em}
    .number small{font-size:.75em;font-weight:400}
    h2 .id,h3 .id,h4 .id,h5 .id,h6 .id{font-size:.75rem;font-weight:400;color:var(--soft);\
    text-decoration:none;white-space:nowrap;margin-left:.35em}
    h2 .id:hover,h3 .id:hover{text-decoration:underline}
    p{margin:.75rem 0}ul,ol{padding-left:1.5rem;margin:.75rem 0}li{margin:.25rem 0}li p{margin:.25rem 0}
    dfn{font-style:normal;font-weight:600}
    code,pre{font:.875em/1.5 ui-monospace,'SF Mono',Menlo,Consolas,'DejaVu Sans Mono',monospace}
    code{hyphens:manual}
    pre{white-space:pre-wrap;overflow-wrap:anywhere;background:var(--tint);padding:.75rem 1rem;\
    border-radius:.3rem;margin:.75rem 0;hyphens:manual}
    blockquote{margin:.75rem 0;padding-left:1rem;border-left:3px solid var(--line);color:var(--soft)}
    table{border-collapse:collapse;display:block;overflow-x:auto;max-width:100%}
    th,td{border-bottom:1px solid var(--line);padding:.35rem .9rem .35rem 0;text-align:left;\
    vertical-align:top}
    .example{margin:1rem 0;padding:.1rem 1rem .7rem;border-left:4px solid var(--line);\
    background:var(--tint);border-radius:0 .3rem .3rem 0}
    .example figcaption{font-size:.8rem;font-weight:600;margin:.6rem 0 .3rem}
    .example pre{font:inherit;font-size:.95rem;background:none;padding:0;margin:0}
    .example.do{border-color:var(--ins)}.example.do figcaption{color:var(--ins)}
    .example.dont{border-color:var(--del)}.example.dont figcaption{color:var(--del)}
    footer{margin-top:3rem;padding-top:1rem;border-top:1px solid var(--line);font-size:.8rem;\
    color:var(--soft)}

    """

  private static let contents = """
    .facts{margin:0;font-size:.85rem}
    .facts div{display:flex;flex-wrap:wrap;gap:0 .75rem;padding:.15rem 0}
    .facts dt{color:var(--soft);flex:0 0 5.5rem}.facts dd{margin:0;flex:1 1 12rem;min-width:0}
    .facts code{display:block;font-size:.7rem;color:var(--soft);overflow-wrap:anywhere}
    nav{font-size:.9rem;line-height:1.45;margin:1.5rem 0;hyphens:manual}
    nav h2{font-size:.85rem;margin:0 0 .5rem;color:var(--soft);font-weight:600}
    nav ol{list-style:none;margin:0;padding:0}
    nav li{margin:.3rem 0;padding-left:2.2rem;text-indent:-2.2rem}
    nav li .number{display:inline-block;min-width:2.2rem;text-indent:0}
    nav li.deep{margin-left:1.1rem}
    nav a{text-decoration:none}nav a:hover{text-decoration:underline}
    .badge{font-size:.72rem;font-weight:600;white-space:nowrap;border-radius:.25rem;\
    padding:.08rem .4rem;margin-left:.4rem;text-indent:0;display:inline-block;vertical-align:.08em;\
    background:var(--tint);color:var(--soft)}
    .badge.added{background:var(--ins-tint);color:var(--ins)}
    .badge.removed{background:var(--del-tint);color:var(--del)}
    .badge.moved,.badge.renamed{background:var(--move-tint);color:var(--move)}
    @media (min-width:70rem){body{max-width:62rem;display:grid;\
    grid-template-columns:16rem minmax(0,40rem);column-gap:4rem;align-content:start}\
    header,footer{grid-column:1/-1}\
    nav{position:sticky;top:1.5rem;align-self:start;max-height:calc(100vh - 3rem);overflow-y:auto}\
    main{margin-top:-.9rem}main>:first-child,main>section:first-child>:first-child\
    {margin-top:1.5rem}}

    """

  private static let words = """
    ins{color:var(--ins);background:var(--ins-tint);text-decoration:underline;\
    text-decoration-thickness:.08em;text-underline-offset:.15em;padding:.05em .1em}
    del{color:var(--del);background:var(--del-tint);text-decoration:line-through;\
    text-decoration-thickness:.08em;padding:.05em .1em}
    ins,del{-webkit-box-decoration-break:clone;box-decoration-break:clone;border-radius:.15rem}
    .legend{font-size:.85rem;color:var(--soft)}
    .move{font-size:.85rem;color:var(--move);margin:.75rem 0}
    .move a{color:inherit}
    .arrived{border-left:4px solid var(--move);background:var(--move-tint);padding:.1rem 1rem;\
    margin:.9rem 0;border-radius:0 .3rem .3rem 0}
    .arrived .move{margin:.5rem 0}
    .stub{border:1px dashed var(--move);border-radius:.3rem;padding:.5rem .9rem;margin:1.8rem 0}
    .row{border-bottom:1px solid var(--line);padding-bottom:.3rem}
    :target{background:var(--tint);box-shadow:0 0 0 .5rem var(--tint);border-radius:.1rem}

    """

  private static let paper = """
    @page{margin:22mm 20mm}
    @media print{:root{color-scheme:light;--paper:#fff;--ink:#000;--soft:#444;--line:#bbb;--link:#000;\
    --tint:#f4f4f4;--ins:#0b5528;--ins-tint:transparent;--del:#98141f;--del-tint:transparent;\
    --move:#57358a;--move-tint:transparent}
    html{font-size:10.5pt;line-height:1.45}
    body{max-width:none;padding:0;display:block}
    .skip,h2 .id:empty{display:none}
    nav{position:static;max-height:none;columns:2;column-gap:2rem;break-inside:avoid}
    nav h2{column-span:all}nav li{break-inside:avoid;margin:0 0 .3rem}
    main a{text-decoration:none}
    h1,h2,h3,h4,h5,h6,figcaption,.move{break-after:avoid}
    .example,.stub,pre,tr,li{break-inside:avoid}
    p,li{orphans:2;widows:2}
    :target{background:none;box-shadow:none}}

    """
}
