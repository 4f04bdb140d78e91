// The demo's catalogue: the services of a real portal, in the seven languages of the site. One is connected
// (connecting.ts); each of the others says that it is not. The lycée has opened none yet; one opens in a month.
import type { Service, ServiceIcon, Words } from '../services/rules.js';

type Line = readonly [fr: string, en: string, ar: string, zh: string, pt: string, ru: string, tr: string];

const words = ([fr, en, ar, zh, pt, ru, tr]: Line): Words => ({ fr, en, ar, 'zh-Hans': zh, pt, ru, tr });

const notConnected: Line = [
  'Dans cette démonstration, ce service n’est pas branché.',
  'In this demonstration, this service is not connected.',
  'في هذا العرض التجريبي، هذه الخدمة غير موصولة.',
  '在本演示中，此服务未接通。',
  'Nesta demonstração, este serviço não está ligado.',
  'В этой демонстрации услуга не подключена.',
  'Bu gösterimde bu hizmet bağlı değildir.',
];

/** The demo's own applications (connecting.ts). */
const connected: readonly string[] = ['paiement'];

function service(
  slug: string,
  icon: ServiceIcon,
  name: Line,
  detail: Line,
  what: Line,
  rest: Partial<Service> = {},
): Service {
  const explained = connected.includes(slug)
    ? what
    : (what.map((text, index) => `${text} ${notConnected[index]}`) as unknown as Line);
  return {
    slug,
    icon,
    names: words(name),
    details: words(detail),
    explanations: words(explained),
    address: null,
    schoolKinds: ['college', 'lycee'],
    linkLevels: ['legal'],
    ...rest,
  };
}

export const demoCatalogue: readonly Service[] = [
  service(
    'inscription',
    'pencil',
    ['Inscription', 'Enrolment', 'التسجيل', '注册入学', 'Inscrição', 'Запись в школу', 'Kayıt'],
    [
      'Dans la prochaine école',
      'At the next school',
      'في المدرسة القادمة',
      '在下一所学校',
      'Na próxima escola',
      'В следующую школу',
      'Bir sonraki okula',
    ],
    [
      'Vous inscrivez votre enfant dans sa prochaine école.',
      'You enrol your child at his or her next school.',
      'تسجّل طفلك في مدرسته القادمة.',
      '您为孩子注册下一所学校。',
      'Inscreve o seu filho na próxima escola.',
      'Вы записываете ребёнка в следующую школу.',
      'Çocuğunuzu bir sonraki okula kaydedersiniz.',
    ],
  ),
  service(
    'bourses',
    'coins',
    ['Bourse', 'Grant', 'منحة مدرسية', '助学金', 'Bolsa', 'Стипендия', 'Burs'],
    [
      'Une aide pour payer',
      'Help with costs',
      'مساعدة على الدفع',
      '费用补助',
      'Uma ajuda para pagar',
      'Помощь с оплатой',
      'Ödeme için yardım',
    ],
    [
      'La bourse aide à payer la cantine et les affaires.',
      'The grant helps to pay for meals and school things.',
      'تساعد المنحة على دفع ثمن المطعم واللوازم.',
      '助学金帮助支付食堂和学习用品的费用。',
      'A bolsa ajuda a pagar a cantina e o material.',
      'Стипендия помогает платить за столовую и вещи для школы.',
      'Burs, yemek ve okul eşyası için yardımdır.',
    ],
  ),
  service(
    'orientation',
    'fork',
    ['Orientation', 'Choice of studies', 'التوجيه', '升学选择', 'Orientação', 'Выбор пути', 'Yönlendirme'],
    [
      'Choisir la suite des études',
      'Choosing what comes next',
      'اختيار المرحلة القادمة',
      '选择今后的学业',
      'Escolher a continuação dos estudos',
      'Что учить дальше',
      'Sonraki eğitimi seçmek',
    ],
    [
      'Vous donnez vos choix pour l’année prochaine. L’école répond.',
      'You give your choices for next year. The school answers.',
      'تكتب اختياراتك للسنة القادمة. وتجيب المدرسة.',
      '您填写下一年的志愿，学校会答复。',
      'Dá as suas escolhas para o próximo ano. A escola responde.',
      'Вы пишете, что выбираете на следующий год. Школа отвечает.',
      'Gelecek yıl için seçimlerinizi yazarsınız. Okul cevap verir.',
    ],
  ),
  service(
    'paiement',
    'cutlery',
    ['Paiement', 'Payment', 'الدفع', '缴费', 'Pagamento', 'Оплата', 'Ödeme'],
    [
      'Cantine et internat',
      'Meals and boarding',
      'المطعم والمبيت',
      '食堂和住宿',
      'Cantina e internato',
      'Столовая и интернат',
      'Yemek ve yatılı okul',
    ],
    [
      'Vous payez la cantine ou l’internat par carte.',
      'You pay for meals or boarding by card.',
      'تدفع ثمن المطعم أو المبيت بالبطاقة.',
      '您可以刷卡支付食堂或住宿费。',
      'Paga a cantina ou o internato com cartão.',
      'Вы платите картой за столовую или интернат.',
      'Yemek veya yatılı okul parasını kartla ödersiniz.',
    ],
  ),
  service(
    'renseignements',
    'clipboard',
    [
      'Fiche de renseignements',
      'Information form',
      'استمارة المعلومات',
      '信息登记表',
      'Ficha de informações',
      'Анкета семьи',
      'Bilgi formu',
    ],
    [
      'Adresse, téléphone',
      'Address, telephone',
      'العنوان والهاتف',
      '地址、电话',
      'Morada, telefone',
      'Адрес, телефон',
      'Adres, telefon',
    ],
    [
      'Vous vérifiez votre adresse et vos numéros de téléphone.',
      'You check your address and telephone numbers.',
      'تتحقق من عنوانك وأرقام هاتفك.',
      '您核对自己的地址和电话号码。',
      'Verifica a sua morada e os seus números de telefone.',
      'Вы проверяете свой адрес и номера телефонов.',
      'Adresinizi ve telefon numaralarınızı kontrol edersiniz.',
    ],
    { linkLevels: ['legal', 'in_charge'] },
  ),
  service(
    'livret',
    'book',
    [
      'Livret scolaire (LSU)',
      'School report (LSU)',
      'الدفتر المدرسي (LSU)',
      '学业手册 (LSU)',
      'Caderneta escolar (LSU)',
      'Школьный дневник (LSU)',
      'Karne (LSU)',
    ],
    [
      'Notes et bulletins',
      'Marks and reports',
      'العلامات والنتائج',
      '分数和成绩单',
      'Notas e boletins',
      'Оценки и отчёты',
      'Notlar ve karneler',
    ],
    [
      'Vous lisez les bulletins de votre enfant.',
      'You read your child’s school reports.',
      'تقرأ نتائج طفلك.',
      '您查看孩子的成绩单。',
      'Lê os boletins do seu filho.',
      'Вы читаете отчёты об учёбе ребёнка.',
      'Çocuğunuzun karnelerini okursunuz.',
    ],
    { schoolKinds: ['primary', 'college'] },
  ),
];

/** Lists the services, opens them as schools do in the course of a year, and gives each school its links. */
