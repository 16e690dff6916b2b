// SPDX-License-Identifier: MIT
// Put at the end of a page by browser_pages_test: lists what somebody who prints it, goes through it by keyboard or
// hears it read would stumble over. The rules of print are in force while widths are measured.
addEventListener('load', () => {
    const faults = [];
    const told = element => {
        const words = (element.getAttribute('aria-label') || element.id || element.textContent || '').trim();
        return element.tagName.toLowerCase() + ' "' + words.replace(/\s+/g, ' ').slice(0, 60) + '"';
    };
    for (const sheet of document.styleSheets)
        for (const rule of [...sheet.cssRules])
            if (rule.media && rule.media.mediaText.includes('print'))
                for (const inner of rule.cssRules) sheet.insertRule(inner.cssText, sheet.cssRules.length);
    const width = document.documentElement.clientWidth;
    for (const element of document.querySelectorAll('table, svg, img, pre')) {
        const box = element.getBoundingClientRect();
        if (box.width > 0 && (box.right > width + 1 || box.left < -1))
            faults.push('cut on A4: ' + told(element) + ' from ' + Math.round(box.left) + ' to ' + Math.round(box.right)
                        + ' of ' + width);
    }
    if (!document.documentElement.lang) faults.push('no language');
    if (!document.title) faults.push('no title');
    let last = 0;
    for (const heading of document.querySelectorAll('h1, h2, h3, h4, h5, h6')) {
        const level = Number(heading.tagName[1]);
        if (level > last + 1) faults.push('a level is left out before ' + told(heading));
        last = level;
    }
    if (document.querySelectorAll('h1').length !== 1) faults.push('not one h1');
    for (const chart of document.querySelectorAll('svg')) {
        const hidden = chart.closest('[aria-hidden=true]');
        if (!hidden && !chart.getAttribute('aria-label') && !chart.getAttribute('aria-labelledby')
            && !chart.querySelector('title'))
            faults.push('a chart without words: ' + told(chart));
    }
    for (const picture of document.querySelectorAll('img'))
        if (!picture.alt) faults.push('a picture without words: ' + picture.src.slice(0, 60));
    for (const table of document.querySelectorAll('table')) {
        if (!table.querySelector('th')) faults.push('a table without headings: ' + told(table));
        for (const cell of table.querySelectorAll('th'))
            if (!cell.scope) {
                faults.push('a heading without scope in ' + told(table));
                break;
            }
    }
    for (const element of document.querySelectorAll('[tabindex]'))
        if (element.tabIndex > 0) faults.push('out of reading order: ' + told(element));
    for (const control of document.querySelectorAll('input, select, textarea'))
        if (!control.labels.length && !control.getAttribute('aria-label')) faults.push('no label: ' + told(control));
    for (const button of document.querySelectorAll('button, a[href]'))
        if (!button.textContent.trim() && !button.getAttribute('aria-label'))
            faults.push('nothing to read on ' + told(button));
    for (const link of document.querySelectorAll('a[href^="#"]'))
        if (link.hash.length > 1 && !document.getElementById(decodeURIComponent(link.hash.slice(1))))
            faults.push('a link to nowhere: ' + link.hash);
    const seen = new Set();
    for (const element of document.querySelectorAll('[id]')) {
        if (seen.has(element.id)) faults.push('two of the id ' + element.id);
        seen.add(element.id);
    }
    const list = document.createElement('pre');
    list.id = 'faults-found';
    list.textContent = faults.join('\n') + '\n';
    document.body.append(list);
});
