/// The one style of all pages: dark on light with a contrast of 4.5 and more, one column on a phone,
/// two on a desk, and nothing folded or coloured that a printer would lose.
enum StyleSheet {
    static let text: StaticString = """
        :root{--ink:#1a2127;--soft:#4d5862;--line:#c9d1d8;--faint:#e7ebee;--paper:#fff;--ground:#f4f6f7;
        --blue:#0b4f6c;--stop:#8c1119;--caution:#7a4a00;--caution-ground:#fff6e0}
        *{box-sizing:border-box}
        html{font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","DejaVu Sans",sans-serif;
        color:var(--ink);background:var(--ground);-webkit-text-size-adjust:100%;text-size-adjust:100%}
        body{margin:0 auto;max-width:76rem;padding:1rem}
        h1,h2,h3,p,ul,ol,dl,dd,figure{margin:0}
        h1{font-size:1.6rem;line-height:1.2;overflow-wrap:anywhere}
        h2{font-size:1.15rem;line-height:1.3;margin-bottom:.6rem}
        h3{font-size:1rem;line-height:1.4}
        ul,ol{padding-left:1.2rem}
        a{color:var(--blue)}
        a:focus-visible,summary:focus-visible,.scroll:focus-visible{outline:3px solid var(--blue);
        outline-offset:2px}
        .page-head{margin:0 0 1rem;display:flex;flex-wrap:wrap;gap:.2rem 1.5rem;align-items:baseline}
        .page-head p{color:var(--soft)}
        .soft{color:var(--soft)}
        .cite{color:var(--soft);font-size:.85em;white-space:nowrap}
        .columns{display:grid;gap:1rem;margin-bottom:1rem}
        .columns>*,.card{min-width:0}
        .card{background:var(--paper);border:1px solid var(--line);border-radius:.6rem;padding:1rem;
        margin-bottom:1rem}
        .columns>.card,.charts>.card{margin-bottom:0}
        .plain{list-style:none;padding:0}
        .alerts{display:grid;gap:.6rem}
        .alert{border:1px solid var(--line);border-left:.4rem solid var(--soft);border-radius:.4rem;
        padding:.6rem .8rem;background:var(--paper)}
        .alert h3{display:inline}
        .alert .kind{font-weight:700;letter-spacing:.03em;margin-right:.4rem}
        .alert .action{margin-top:.2rem}
        .alert.caution{border-color:var(--caution);background:var(--caution-ground)}
        .alert.caution .kind{color:var(--caution)}
        .alert.query{border:2px solid var(--stop)}
        .alert.query .kind{color:var(--stop)}
        .alert.stop{border:3px solid var(--stop);border-left-width:.6rem}
        .alert.stop .kind,.refused{color:var(--stop)}
        .alert.info{padding:.3rem .8rem}
        .alert.info h3{font-weight:400}
        .alerts~p{margin-top:.6rem}
        .figures{display:grid;gap:1rem}
        .figure .name{font-size:.85rem;color:var(--soft)}
        .figure .value{font-size:2rem;font-weight:700;line-height:1.15}
        .figure .value.words{font-size:1.45rem}
        .figure .proposal{font-weight:700}
        .charts{display:grid;gap:1rem;margin-bottom:1rem}
        figure.card{display:flex;flex-direction:column}
        figure.card>details{margin-top:auto}
        .chart-words{padding:1rem 0}
        figure.card:has(.chart-words){align-self:start}
        figcaption{font-weight:700}
        figcaption span{display:block;font-weight:400;color:var(--soft);font-size:.85rem}
        svg.chart{display:block;width:100%;height:auto}
        svg text{font-size:150px;fill:var(--ink)}
        svg .label{fill:var(--soft)}
        svg .limit-label{fill:var(--ink);font-weight:600}
        svg .mark{font-weight:700;fill:var(--stop)}
        svg .axis{stroke:var(--soft);stroke-width:12}
        svg .grid{stroke:var(--faint);stroke-width:10}
        svg .halo{stroke:#fff;stroke-width:36;stroke-opacity:.8}
        svg .threshold{stroke:var(--ink);stroke-width:16;stroke-dasharray:90 50}
        svg .limit{stroke:var(--stop);stroke-width:16;stroke-dasharray:20 40;stroke-linecap:round}
        svg .trend{fill:none;stroke:var(--blue);stroke-width:26;stroke-linejoin:round}
        svg .point{fill:var(--blue);stroke:#fff;stroke-width:12}
        svg .peak{fill:#fff;stroke:#a03c00;stroke-width:20}
        svg .bar{stroke:var(--ink);stroke-width:10}
        svg .hatch{stroke:var(--ink);stroke-width:12;fill:none}
        svg .dot{fill:var(--ink)}
        svg .fill-0{fill:#2f6f8f}svg .fill-1{fill:#f3d9a4}svg .fill-2{fill:#dfe9ef}svg .fill-3{fill:#cfe6d3}
        svg .fill-4{fill:#f2d3d0}svg .fill-5{fill:#e2d7ee}svg .fill-6{fill:#fff}
        svg.sample{width:1.5rem;height:1rem;flex:none}
        svg.sparkline{width:7.5rem;height:1.75rem;vertical-align:middle}
        svg .spark{fill:none;stroke:var(--blue);stroke-width:22;stroke-linejoin:round}
        svg .spark-end{fill:var(--blue)}
        .legend{list-style:none;padding:0;display:flex;flex-wrap:wrap;gap:.2rem 1rem;font-size:.85rem;
        margin:.3rem 0 .6rem}
        .legend li{display:flex;gap:.4rem;align-items:center}
        .scroll{overflow-x:auto;max-width:100%;background:
        linear-gradient(90deg,#fff 40%,#fff0) left/2.5rem 100% no-repeat local,
        linear-gradient(270deg,#fff 40%,#fff0) right/2.5rem 100% no-repeat local,
        linear-gradient(90deg,#0002,#0000) left/.6rem 100% no-repeat,
        linear-gradient(270deg,#0002,#0000) right/.6rem 100% no-repeat}
        table{border-collapse:collapse;width:100%;font-size:.9rem}
        caption{text-align:left;color:var(--soft);padding:.3rem 0;font-size:.85rem}
        th,td{text-align:left;vertical-align:top;padding:.35rem .7rem .35rem 0;
        border-bottom:1px solid var(--line)}
        thead th{border-bottom:2px solid var(--soft);white-space:nowrap}
        tbody th{font-weight:600}
        tbody th ul{font-weight:400}
        .local{white-space:nowrap}
        td{font-variant-numeric:tabular-nums}
        details{margin-top:.6rem}
        summary{cursor:pointer;font-weight:600;color:var(--blue);padding:.3rem 0}
        details ol,details ul{display:grid;gap:.25rem;padding-bottom:.4rem;overflow-wrap:anywhere}
        .ticket{border:2px dashed var(--ink)}
        .ticket .dose{font-size:1.45rem;font-weight:700;line-height:1.25}
        .ticket .dose+.soft{margin-bottom:.4rem}
        .ticket p+h3{margin-top:.6rem}
        .ticket-columns{display:grid;gap:.8rem 1.6rem}
        .tally{display:flex;flex-wrap:wrap;gap:.3rem 1.2rem;margin-bottom:1rem}
        .ward.stop{border:3px solid var(--stop);border-left-width:.6rem}
        .ward.query{border:2px solid var(--stop)}
        .ward.stop h2,.ward.query h2,.ward.review-now h2{color:var(--stop)}
        .ward.review-now{border-left:.6rem solid var(--stop)}
        .ward.caution{border-left:.6rem solid var(--caution)}
        .patient{display:grid;gap:.3rem 1.2rem;padding:.7rem 0;border-top:1px solid var(--line)}
        .patient h3{overflow-wrap:anywhere}
        .patient>:first-child p{color:var(--soft);font-size:.85rem}
        .patient time{display:inline-block}
        .patient .now{display:flex;flex-wrap:wrap;gap:.2rem .8rem;align-items:center;align-content:start}
        footer{color:var(--soft);font-size:.85rem;overflow-wrap:anywhere}
        footer .notice{color:var(--ink);font-weight:700;font-size:1rem;margin-top:1rem}
        @media (min-width:60rem){
        .columns,.charts{grid-template-columns:repeat(2,minmax(0,1fr))}
        .columns.lead{grid-template-columns:minmax(0,3fr) minmax(0,2fr);grid-template-rows:auto 1fr}
        .aside{grid-column:2;grid-row:1/span 2;align-self:start}
        .ticket-columns{grid-template-columns:repeat(3,minmax(0,1fr))}
        .patient{grid-template-columns:15rem minmax(0,1fr) 19rem}
        .patient .now{justify-content:space-between;align-self:start}
        }
        @media (max-width:36rem){
        body{padding:.6rem}
        .card{padding:.8rem}
        svg text{font-size:200px}
        svg .limit-label{font-size:180px}
        tbody th{min-width:8.5rem}
        svg .minor{display:none}
        }
        @media print{
        @page{margin:14mm}
        html{background:#fff;font-size:10pt}
        body{max-width:none;padding:0}
        .columns.lead{grid-template-columns:repeat(2,minmax(0,1fr));grid-template-rows:auto 1fr}
        .aside{grid-column:2;grid-row:1/span 2;align-self:start}
        figure.card{display:grid;grid-template-columns:minmax(0,3fr) minmax(0,4fr);
        grid-template-rows:auto auto auto 1fr;column-gap:4mm}
        figure.card>*{grid-column:1}
        figure.card>details{grid-column:2;grid-row:1/span 4;margin:0}
        .ticket-columns{grid-template-columns:repeat(2,minmax(0,1fr))}
        .ticket-columns>:last-child{grid-column:1/-1}
        table{font-size:8pt}
        thead th{white-space:normal;font-size:7pt}
        th,td{padding:.15rem .25rem .15rem 0}
        .card:not(.ward),.alert,figure,tr,footer li,.patient{break-inside:avoid}
        h2,h3,summary,caption{break-after:avoid}
        .patient{grid-template-columns:13rem minmax(0,1fr) 15rem}
        details::details-content{content-visibility:visible;display:block;block-size:auto}
        details>:not(summary){display:block}
        .scroll{overflow:visible;background:none}
        summary{color:inherit}
        }

        """
}
