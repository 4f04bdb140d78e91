// A page that is wrong in every way that the checks look for.
export const plantedFaults = (style: string): string => `<!doctype html>
<html><head><meta charset="utf-8"><title>Compte</title><link rel="stylesheet" href="${style}"></head><body><main>
<h1>Compte</h1><h1>Encore un titre</h1>
<div class="errors"><p>Il y a un problème</p></div>
<img src="data:,"><a href="/x"></a><a>nulle part</a>
<font color="#bbbbbb">gris sur blanc</font>
<p>القسم 5e B – Collège Jean-Moulin في المدرسة</p>
<form><input name="a"><input name="b" aria-describedby="twice"></form><p id="twice">un</p><p id="twice">deux</p>
<button type="button"></button><button type="button">Imprimer</button>
<summary>Ouvrir</summary><svg><a href="/y"><text y="20">petit</text></a></svg><ul><li><a href="/z">court</a></li></ul>
<a href="/w" tabindex="3">avant tous les autres</a>
<table><tr><td>1</td></tr></table>
<pre>une-très-longue-ligne-qui-ne-se-coupe-pas-et-qui-dépasse-de-beaucoup-la-largeur-du-téléphone</pre>
<details class="account kept" open><summary>x</summary></details>
<marquee>défile</marquee>
<button class="bare" type="button">sans bord</button><svg width="9" height="9"><rect width="9" height="9" fill="Canvas"></rect></svg>
</main></body></html>`;
