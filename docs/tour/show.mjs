// Prints answers of the API as a person reads them: `curl … | node docs/tour/show.mjs contract|board|alerts|why NO`.
import { text } from 'node:stream/consumers';

const [what, no] = process.argv.slice(2);
const answer = JSON.parse(await text(process.stdin));
const row = (...cells) =>
  console.log(cells.map((cell, index) => String(cell ?? '—').padEnd([6, 20, 12, 8, 12, 0][index])).join(' '));
const views = {
  contract() {
    console.log(
      `${answer.dealNumber} ${answer.details.title}  as of ${answer.asOf}: ${answer.quadrant.zh} ${answer.quadrant.en}`,
    );
    for (const duty of [...answer.promises, ...answer.commitments]) {
      const date = duty.due.current ?? (duty.due.projected && `(${duty.due.projected})`);
      row(duty.terms.no, duty.status.code, date, duty.light.code, duty.fulfilledOn, duty.terms.title);
    }
  },
  board() {
    console.log(`as of ${answer.asOf}, up to date: ${answer.freshness.upToDate}`);
    for (const { quadrant, count } of answer.quadrants)
      console.log(`${String(count).padStart(4)}  ${quadrant.zh} ${quadrant.en}`);
    console.log(`${String(answer.ended.count).padStart(4)}  已终止 ended`);
  },
  alerts() {
    for (const alert of answer.alerts)
      console.log(
        `${alert.raisedOn}  ${(alert.resolution?.code ?? alert.level.code).padEnd(10)} ${alert.resolution ? `〔${alert.resolution.zh}〕` : ''}${alert.sentence.zh}\n                       ${alert.sentence.en}`,
      );
  },
  why() {
    const duty = [...answer.promises, ...answer.commitments].find((each) => each.terms.no === no);
    for (const language of ['zh', 'en']) {
      console.log(duty.status.sentence[language]);
      for (const [index, step] of duty.due.explanation[language].entries()) console.log(`  ${index + 1}. ${step}`);
    }
  },
};
if (answer.code) console.log(`${answer.status} ${answer.code}: ${answer.detail}`);
else views[what]();
