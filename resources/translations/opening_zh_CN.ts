<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>ClientSession</name>
    <message>
        <source>The result of your risk assessment</source>
        <translation>您的风险承受能力评估结果</translation>
    </message>
    <message>
        <source>I confirm this result</source>
        <translation>我确认这一结果</translation>
    </message>
    <message>
        <source>I want to answer again</source>
        <translation>我要重新作答</translation>
    </message>
    <message>
        <source>{level} · {total} points</source>
        <translation>{level} · {total} 分</translation>
    </message>
    <message>
        <source>I have read every article of this agreement. I understand what both sides owe each other and I agree to it.</source>
        <translation>本人已逐条阅读本协议，理解双方的权利和义务，同意签订本协议。</translation>
    </message>
    <message>
        <source>I have read every section of this statement. I understand the risks it describes, and I will bear the result of my own investment decisions.</source>
        <translation>本人已逐节阅读本揭示书，理解其中说明的各项风险，愿意自行承担投资决定的后果。</translation>
    </message>
    <message>
        <source>I agree</source>
        <translation>我同意</translation>
    </message>
    <message>
        <source>I have read and understood it</source>
        <translation>我已阅读并理解</translation>
    </message>
    <message>
        <source>I do not agree</source>
        <translation>我不同意</translation>
    </message>
    <message>
        <source>Electronic signing</source>
        <translation>电子签名</translation>
    </message>
    <message>
        <source>I agree to sign the papers of this account opening electronically on this display. My handwritten signature here has the same effect as one on paper. If I do not agree, the papers are printed and I sign them by hand.</source>
        <translation>本人同意在本屏幕上以电子方式签署本次开户的各项文件，在此手写的签名与纸面签名具有同等效力。如不同意，文件将打印出来，由本人在纸上签名。</translation>
    </message>
    <message>
        <source>I agree to sign electronically</source>
        <translation>我同意电子签名</translation>
    </message>
    <message>
        <source>I want to sign on paper</source>
        <translation>我要在纸上签名</translation>
    </message>
    <message>
        <source>Separate consents</source>
        <translation>单独同意</translation>
    </message>
    <message>
        <source>Your consent ({number} of {of})</source>
        <translation>单独同意（第 {number} 项，共 {of} 项）</translation>
    </message>
    <message>
        <source>I consent</source>
        <translation>我同意</translation>
    </message>
    <message>
        <source>I do not consent</source>
        <translation>我不同意</translation>
    </message>
    <message>
        <source>The member of staff who serves you</source>
        <translation>为您服务的工作人员</translation>
    </message>
    <message>
        <source>I know who serves me, what this member of staff may do and what this member of staff must not do.</source>
        <translation>本人已知道为我服务的人员是谁，清楚其可以做什么、不得做什么。</translation>
    </message>
    <message>
        <source>I understand and confirm</source>
        <translation>我已了解并确认</translation>
    </message>
    <message>
        <source>This is not right</source>
        <translation>情况不符</translation>
    </message>
    <message>
        <source>Set your counter password</source>
        <translation>请设置柜台密码</translation>
    </message>
    <message>
        <source>Please check what we have written down</source>
        <translation>请核对以下内容</translation>
    </message>
    <message>
        <source>All of this is true, complete and my own. I will tell the branch when something changes.</source>
        <translation>以上内容真实、完整，均为本人情况；如有变化，本人会及时告知营业部。</translation>
    </message>
    <message>
        <source>Everything is right</source>
        <translation>内容无误</translation>
    </message>
    <message>
        <source>Something is wrong</source>
        <translation>内容有误</translation>
    </message>
</context>
<context>
    <name>ConsentPage</name>
    <message>
        <source>The case goes on by paper: print the papers in the last step, have them signed, scan them.</source>
        <translation>本业务改为纸质签署：请在最后一步打印文件，由客户签名后扫描。</translation>
    </message>
    <message>
        <source>Without consent to pen data nothing is signed on the display; the client may sign on paper.</source>
        <translation>客户不同意保存笔迹数据，不能在客户屏上签名；客户可以选择纸质签署。</translation>
    </message>
    <message>
        <source>Ask the client again</source>
        <translation>重新征询客户</translation>
    </message>
    <message>
        <source>A client may decline: then the papers are printed, signed by hand and scanned back.</source>
        <translation>客户可以不同意：这时打印纸质文件，手写签名后扫描回传。</translation>
    </message>
    <message>
        <source>Electronic signing</source>
        <translation>电子签名</translation>
    </message>
    <message>
        <source>By paper</source>
        <translation>纸质签署</translation>
    </message>
    <message>
        <source>Not asked yet</source>
        <translation>尚未询问</translation>
    </message>
    <message>
        <source>Given</source>
        <translation>已同意</translation>
    </message>
    <message>
        <source>Declined</source>
        <translation>不同意</translation>
    </message>
    <message>
        <source>Not agreed yet</source>
        <translation>尚未同意</translation>
    </message>
    <message>
        <source>Agreed, not signed</source>
        <translation>已同意，未签名</translation>
    </message>
    <message>
        <source>Signed</source>
        <translation>已签名</translation>
    </message>
    <message>
        <source>{read} of {of} sections</source>
        <translation>已读 {read}/{of} 节</translation>
    </message>
    <message>
        <source>Read, not confirmed</source>
        <translation>已读，未确认</translation>
    </message>
    <message>
        <source>Confirmed</source>
        <translation>已确认</translation>
    </message>
</context>
<context>
    <name>ContactPage</name>
    <message>
        <source>Ask the client; what the client does not have to say may stay empty.</source>
        <translation>请询问客户；不带星号的项目客户可以不提供。</translation>
    </message>
    <message>
        <source>Background</source>
        <translation>背景情况</translation>
    </message>
    <message>
        <source>Accounts wanted</source>
        <translation>申请账户</translation>
    </message>
    <message>
        <source>Not given by the client</source>
        <translation>客户不提供的资料</translation>
    </message>
    <message>
        <source>None</source>
        <translation>不开</translation>
    </message>
    <message>
        <source>Open new</source>
        <translation>新开</translation>
    </message>
    <message>
        <source>Existing</source>
        <translation>已有</translation>
    </message>
    <message>
        <source>Empty: the client in person</source>
        <translation>留空表示客户本人</translation>
    </message>
    <message>
        <source>In English or pinyin, as authorities abroad read it</source>
        <translation>用英文或拼音填写，以便境外税务机关识别</translation>
    </message>
    <message>
        <source>There is no risk disclosure for it yet.</source>
        <translation>该业务尚无风险揭示书，暂不能开通。</translation>
    </message>
    <message>
        <source>Applied for once the account is open, as a change.</source>
        <translation>开户以后另办“业务权限变更”。</translation>
    </message>
    <message>
        <source>Asked by {asked}, approved by {approved}.</source>
        <translation>已由{asked}询问，{approved}批准。</translation>
    </message>
</context>
<context>
    <name>CustodyPage</name>
    <message>
        <source>One fund account, one bank, one settlement account in the client&apos;s own name.</source>
        <translation>一个资金账户对应一家存管银行、一个客户本人名下的结算账户。</translation>
    </message>
    <message>
        <source>Fund account {number}</source>
        <translation>资金账户 {number}</translation>
    </message>
</context>
<context>
    <name>DisclosurePage</name>
    <message>
        <source>Every section has to be on the display in full for long enough to be read.</source>
        <translation>每一节都须在客户屏上完整显示，并达到规定的阅读时间。</translation>
    </message>
    <message>
        <source>Confirmed</source>
        <translation>已确认</translation>
    </message>
    <message>
        <source>Read, not confirmed</source>
        <translation>已读，未确认</translation>
    </message>
    <message>
        <source>{read} of {of} sections</source>
        <translation>已读 {read}/{of} 节</translation>
    </message>
</context>
<context>
    <name>DonePage</name>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>客户</translation>
    </message>
    <message>
        <source>Fund account</source>
        <translation>资金账户</translation>
    </message>
    <message>
        <source>Securities accounts</source>
        <translation>证券账户</translation>
    </message>
    <message>
        <source>Business of higher risk</source>
        <translation>较高风险业务</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Custody bank</source>
        <translation>存管银行</translation>
    </message>
    <message>
        <source>Risk level</source>
        <translation>风险等级</translation>
    </message>
    <message>
        <source>{level}, {total} points</source>
        <translation>{level}，{total} 分</translation>
    </message>
    <message>
        <source>The account is open</source>
        <translation>开户完成</translation>
    </message>
    <message>
        <source>What was opened</source>
        <translation>开立结果</translation>
    </message>
    <message>
        <source>Next client</source>
        <translation>下一位客户</translation>
    </message>
    <message>
        <source>Papers to hand over</source>
        <translation>交付文件</translation>
    </message>
</context>
<context>
    <name>EducationPage</name>
    <message>
        <source>The education comes before the risk disclosure and before anything is signed.</source>
        <translation>投资者教育须在风险揭示和签署任何文件之前完成。</translation>
    </message>
    <message>
        <source>Day and time, e.g. 2026-11-22 10:30</source>
        <translation>日期和时间，如 2026-11-22 10:30</translation>
    </message>
    <message>
        <source>An older client: a colleague who is neither the first nor the teller of this case explains again.</source>
        <translation>年长客户：由首次讲解人和本业务柜员以外的同事再次讲解。</translation>
    </message>
    <message>
        <source>Needed when marketing staff brought the client: what they may and must not do.</source>
        <translation>客户由营销人员介绍时必须讲解：营销人员可以做什么、不得做什么。</translation>
    </message>
</context>
<context>
    <name>Footer</name>
    <message>
        <source>Cancel the opening…</source>
        <translation>作废本笔业务…</translation>
    </message>
    <message>
        <source>Complete F12</source>
        <translation>提交办结 F12</translation>
    </message>
</context>
<context>
    <name>Header</name>
    <message>
        <source>Destroyed by list {number} on {on}</source>
        <translation>已于 {on} 按销毁清册 {number} 销毁</translation>
    </message>
    <message>
        <source>Completed</source>
        <translation>已办结</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>已作废</translation>
    </message>
    <message>
        <source>Ready to complete</source>
        <translation>可以办结</translation>
    </message>
    <message>
        <source>{done} of {of} steps</source>
        <translation>已完成 {done}/{of} 步</translation>
    </message>
</context>
<context>
    <name>HoldersEditor</name>
    <message>
        <source>Unified social credit code</source>
        <translation>统一社会信用代码</translation>
    </message>
    <message>
        <source>Paper number</source>
        <translation>证件号码</translation>
    </message>
    <message>
        <source>Told in all: {share}. In bold: a quarter or more.</source>
        <translation>已列明 {share}。粗体：合计达到四分之一。</translation>
    </message>
    <message>
        <source>{share} (in all {sum})</source>
        <translation>{share}（合计 {sum}）</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>自然人</translation>
    </message>
    <message>
        <source>Institution</source>
        <translation>机构</translation>
    </message>
    <message>
        <source>Not followed further</source>
        <translation>不再追溯</translation>
    </message>
    <message>
        <source>Holder</source>
        <translation>持有人</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>比例</translation>
    </message>
    <message>
        <source>Of the institution</source>
        <translation>在本机构的份额</translation>
    </message>
    <message>
        <source>Holders</source>
        <translation>持有人</translation>
    </message>
    <message>
        <source>Add a holder</source>
        <translation>添加持有人</translation>
    </message>
    <message>
        <source>Add one below</source>
        <translation>添加其下持有人</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Name of the holder</source>
        <translation>持有人名称</translation>
    </message>
    <message>
        <source>Kind of holder</source>
        <translation>持有人类型</translation>
    </message>
    <message>
        <source>Share of what stands above (60, 33.3333 or 1/3)</source>
        <translation>在上级的比例（如 60、33.3333 或 1/3）</translation>
    </message>
    <message>
        <source>Kind of paper</source>
        <translation>证件类型</translation>
    </message>
</context>
<context>
    <name>IdentityPage</name>
    <message>
        <source>Put the card on the reader, or type. The reader may type into any field.</source>
        <translation>请将证件放在读卡器上，或手工录入。光标在哪一栏都可以读卡。</translation>
    </message>
    <message>
        <source>Card reader: put the card on the reader now</source>
        <translation>读卡器输入栏：请将证件放在读卡器上</translation>
    </message>
    <message>
        <source>Line for the card reader</source>
        <translation>读卡器输入栏</translation>
    </message>
    <message>
        <source>Read card F2</source>
        <translation>读卡 F2</translation>
    </message>
    <message>
        <source>Male</source>
        <translation>男</translation>
    </message>
    <message>
        <source>Female</source>
        <translation>女</translation>
    </message>
    <message>
        <source>born {date}</source>
        <translation>{date} 出生</translation>
    </message>
    <message>
        <source>{age} years old</source>
        <translation>{age} 周岁</translation>
    </message>
    <message>
        <source>This paper is registered already: {name}, client {number}. Do not open a second one.</source>
        <translation>该证件已登记：{name}，客户号 {number}。不得重复开户。</translation>
    </message>
    <message>
        <source>Show the client</source>
        <translation>查看客户</translation>
    </message>
    <message>
        <source>Perhaps registered already, please compare: {who}</source>
        <translation>可能已登记，请核对：{who}</translation>
    </message>
    <message>
        <source>Booked: {name}, {when}, number {number}</source>
        <translation>有预约：{name}，{when}，编号 {number}</translation>
    </message>
    <message>
        <source>Use this booking</source>
        <translation>使用该预约</translation>
    </message>
</context>
<context>
    <name>LicencePage</name>
    <message>
        <source>Unified social credit code</source>
        <translation>统一社会信用代码</translation>
    </message>
    <message>
        <source>Name of the institution</source>
        <translation>机构名称</translation>
    </message>
    <message>
        <source>Established on</source>
        <translation>成立日期</translation>
    </message>
    <message>
        <source>Registered with</source>
        <translation>登记机关</translation>
    </message>
    <message>
        <source>Licence issued on</source>
        <translation>证照签发日期</translation>
    </message>
    <message>
        <source>Licence valid until</source>
        <translation>证照有效期至</translation>
    </message>
    <message>
        <source>Registered address</source>
        <translation>注册地址</translation>
    </message>
    <message>
        <source>Type what stands on the licence, with the original before you.</source>
        <translation>请核对登记证照原件，按证照填写。</translation>
    </message>
</context>
<context>
    <name>LiveForm</name>
    <message>
        <source>The questionnaire is shown here once the client has signed it.</source>
        <translation>客户签名后，问卷在此显示。</translation>
    </message>
</context>
<context>
    <name>OpeningHandOver</name>
    <message>
        <source>The client wants to answer again</source>
        <translation>客户要求重新作答</translation>
    </message>
    <message>
        <source>The client declined a consent that is needed</source>
        <translation>客户不同意一项必需的授权</translation>
    </message>
    <message>
        <source>The client declined the agreement</source>
        <translation>客户不同意协议</translation>
    </message>
    <message>
        <source>The client did not confirm the service relationship</source>
        <translation>客户未确认服务关系</translation>
    </message>
    <message>
        <source>The client says that something is wrong</source>
        <translation>客户认为内容有误</translation>
    </message>
    <message>
        <source>The client declined the risk disclosure</source>
        <translation>客户不同意风险揭示</translation>
    </message>
</context>
<context>
    <name>OpeningPage</name>
    <message>
        <source>read card</source>
        <translation>读卡</translation>
    </message>
    <message>
        <source>next step</source>
        <translation>下一步</translation>
    </message>
    <message>
        <source>steps</source>
        <translation>切换步骤</translation>
    </message>
    <message>
        <source>customer display</source>
        <translation>客户屏</translation>
    </message>
    <message>
        <source>document</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>complete</source>
        <translation>办结</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>New opening</source>
        <translation>新开户</translation>
    </message>
    <message>
        <source>The list of staff could not be read. Open the case again.</source>
        <translation>无法读取员工名单，请重新打开该业务。</translation>
    </message>
    <message>
        <source>Cancel this opening</source>
        <translation>作废本笔开户</translation>
    </message>
    <message>
        <source>The case stays in the books and cannot be resumed. Why is it cancelled?</source>
        <translation>作废后记录保留，但不能再继续办理。请填写作废原因。</translation>
    </message>
    <message>
        <source>Cancel the opening</source>
        <translation>作废</translation>
    </message>
    <message>
        <source>No opening here</source>
        <translation>没有正在办理的开户</translation>
    </message>
    <message>
        <source>Begin a new one, or choose a booking or an unfinished case on the workbench.</source>
        <translation>可以新开户，也可以在工作台选择预约或未办结的业务。</translation>
    </message>
    <message>
        <source>Steps of the opening</source>
        <translation>开户步骤</translation>
    </message>
</context>
<context>
    <name>OpeningWords</name>
    <message>
        <source>Identity</source>
        <translation>身份信息</translation>
    </message>
    <message>
        <source>Who acts for it</source>
        <translation>代表人与经办人</translation>
    </message>
    <message>
        <source>Risk education</source>
        <translation>投资者教育</translation>
    </message>
    <message>
        <source>Questionnaire</source>
        <translation>风险测评问卷</translation>
    </message>
    <message>
        <source>Assessment result</source>
        <translation>测评结果</translation>
    </message>
    <message>
        <source>Risk disclosure</source>
        <translation>风险揭示</translation>
    </message>
    <message>
        <source>Client details</source>
        <translation>联系与背景</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>登记证照</translation>
    </message>
    <message>
        <source>Beneficial owners</source>
        <translation>受益所有人</translation>
    </message>
    <message>
        <source>Agreements</source>
        <translation>电子签名与协议</translation>
    </message>
    <message>
        <source>Service relationship</source>
        <translation>服务关系</translation>
    </message>
    <message>
        <source>Custody bank</source>
        <translation>存管银行</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>设置密码</translation>
    </message>
    <message>
        <source>Review by the client</source>
        <translation>客户核对</translation>
    </message>
    <message>
        <source>Signatures</source>
        <translation>签名</translation>
    </message>
    <message>
        <source>Kind of paper</source>
        <translation>证件类型</translation>
    </message>
    <message>
        <source>Paper number</source>
        <translation>证件号码</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>Sex</source>
        <translation>性别</translation>
    </message>
    <message>
        <source>Birth date</source>
        <translation>出生日期</translation>
    </message>
    <message>
        <source>Nationality</source>
        <translation>国籍或地区</translation>
    </message>
    <message>
        <source>Ethnicity</source>
        <translation>民族</translation>
    </message>
    <message>
        <source>Issued by</source>
        <translation>签发机关</translation>
    </message>
    <message>
        <source>Valid from</source>
        <translation>有效期起</translation>
    </message>
    <message>
        <source>Valid until</source>
        <translation>有效期止</translation>
    </message>
    <message>
        <source>Address on the paper</source>
        <translation>证件地址</translation>
    </message>
    <message>
        <source>Mobile</source>
        <translation>手机号码</translation>
    </message>
    <message>
        <source>Telephone</source>
        <translation>固定电话</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>电子邮箱</translation>
    </message>
    <message>
        <source>Contact address</source>
        <translation>联系地址</translation>
    </message>
    <message>
        <source>Postcode</source>
        <translation>邮政编码</translation>
    </message>
    <message>
        <source>Contact later</source>
        <translation>回访方式</translation>
    </message>
    <message>
        <source>Occupation</source>
        <translation>职业</translation>
    </message>
    <message>
        <source>Employer</source>
        <translation>工作单位</translation>
    </message>
    <message>
        <source>Education</source>
        <translation>学历</translation>
    </message>
    <message>
        <source>Yearly income</source>
        <translation>年收入</translation>
    </message>
    <message>
        <source>Investment experience</source>
        <translation>投资经验</translation>
    </message>
    <message>
        <source>Investment objective</source>
        <translation>投资目标</translation>
    </message>
    <message>
        <source>Source of funds</source>
        <translation>资金来源</translation>
    </message>
    <message>
        <source>Tax residence</source>
        <translation>税收居民身份</translation>
    </message>
    <message>
        <source>Kind of institution for tax</source>
        <translation>机构类别（税收）</translation>
    </message>
    <message>
        <source>Name in Latin letters</source>
        <translation>姓名或名称（英文或拼音）</translation>
    </message>
    <message>
        <source>Place of birth</source>
        <translation>出生地</translation>
    </message>
    <message>
        <source>Present address in Latin letters</source>
        <translation>现居地址或机构地址（英文或拼音）</translation>
    </message>
    <message>
        <source>Places of tax residence with taxpayer numbers</source>
        <translation>税收居民国（地区）及纳税人识别号</translation>
    </message>
    <message>
        <source>Controlling persons and their tax residence</source>
        <translation>控制人及其税收居民身份</translation>
    </message>
    <message>
        <source>Who really controls the account</source>
        <translation>实际控制人</translation>
    </message>
    <message>
        <source>Who really benefits</source>
        <translation>实际受益人</translation>
    </message>
    <message>
        <source>Shanghai A-share account</source>
        <translation>沪市A股账户</translation>
    </message>
    <message>
        <source>Number of the Shanghai account</source>
        <translation>沪市账户号码</translation>
    </message>
    <message>
        <source>Shenzhen A-share account</source>
        <translation>深市A股账户</translation>
    </message>
    <message>
        <source>Number of the Shenzhen account</source>
        <translation>深市账户号码</translation>
    </message>
    <message>
        <source>Open-end fund account</source>
        <translation>开放式基金账户</translation>
    </message>
    <message>
        <source>Number of the fund account</source>
        <translation>基金账户号码</translation>
    </message>
    <message>
        <source>Business of higher risk</source>
        <translation>较高风险业务</translation>
    </message>
    <message>
        <source>The client does not give</source>
        <translation>客户不提供</translation>
    </message>
    <message>
        <source>Introducer or agent</source>
        <translation>介绍人或者代理人</translation>
    </message>
    <message>
        <source>How it was given</source>
        <translation>教育方式</translation>
    </message>
    <message>
        <source>Given by</source>
        <translation>讲解人</translation>
    </message>
    <message>
        <source>Given at</source>
        <translation>讲解时间</translation>
    </message>
    <message>
        <source>What it covered</source>
        <translation>教育内容</translation>
    </message>
    <message>
        <source>Limits of authority of marketing staff explained</source>
        <translation>已讲解营销人员的授权范围</translation>
    </message>
    <message>
        <source>Remark</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Explained again by</source>
        <translation>再次讲解人员</translation>
    </message>
    <message>
        <source>Explained again at</source>
        <translation>再次讲解时间</translation>
    </message>
    <message>
        <source>Brought by marketing staff</source>
        <translation>由营销人员介绍</translation>
    </message>
    <message>
        <source>Marketing staff member</source>
        <translation>营销人员</translation>
    </message>
    <message>
        <source>Booking as checked at the counter</source>
        <translation>柜台核实的预约情况</translation>
    </message>
    <message>
        <source>Client&apos;s settlement account at the bank</source>
        <translation>客户的银行结算账户</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>客户类别</translation>
    </message>
    <message>
        <source>Kind of licence</source>
        <translation>证照类型</translation>
    </message>
    <message>
        <source>Type of institution</source>
        <translation>机构类型</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>企业规模</translation>
    </message>
    <message>
        <source>Scope of business</source>
        <translation>经营范围</translation>
    </message>
    <message>
        <source>Comes to the counter</source>
        <translation>到场人</translation>
    </message>
    <message>
        <source>Post</source>
        <translation>职务</translation>
    </message>
    <message>
        <source>Not the member of the marketing staff</source>
        <translation>并非本营业部营销人员</translation>
    </message>
    <message>
        <source>Number of the letter</source>
        <translation>授权委托书编号</translation>
    </message>
    <message>
        <source>Letter valid from</source>
        <translation>授权起始日</translation>
    </message>
    <message>
        <source>Letter valid until</source>
        <translation>授权截止日</translation>
    </message>
    <message>
        <source>What the letter covers</source>
        <translation>授权事项</translation>
    </message>
    <message>
        <source>Seals whose impressions are kept</source>
        <translation>预留的印鉴</translation>
    </message>
    <message>
        <source>Holders and their shares</source>
        <translation>持有人与比例</translation>
    </message>
    <message>
        <source>How</source>
        <translation>控制方式</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>No</source>
        <translation>否</translation>
    </message>
    <message>
        <source>Individual</source>
        <translation>个人</translation>
    </message>
    <message>
        <source>Institution</source>
        <translation>机构</translation>
    </message>
</context>
<context>
    <name>OwnersPage</name>
    <message>
        <source>Who owns a quarter or more, directly or through others; else who controls; else who manages.</source>
        <translation>直接或间接持有四分之一以上份额的人；没有的，为实际控制的人；仍没有的，为高级管理人员。</translation>
    </message>
    <message>
        <source>Beneficial owners</source>
        <translation>受益所有人</translation>
    </message>
    <message>
        <source>Controls by other means (if anybody does)</source>
        <translation>以其他方式控制的人（如有）</translation>
    </message>
    <message>
        <source>Senior manager (if nobody owns or controls)</source>
        <translation>高级管理人员（无人持有四分之一以上或者控制时填写）</translation>
    </message>
    <message>
        <source>Nobody yet</source>
        <translation>尚未认定</translation>
    </message>
    <message>
        <source>owns {share}</source>
        <translation>持有 {share}</translation>
    </message>
    <message>
        <source>controls by other means</source>
        <translation>以其他方式控制</translation>
    </message>
    <message>
        <source>senior manager</source>
        <translation>高级管理人员</translation>
    </message>
</context>
<context>
    <name>PasswordPage</name>
    <message>
        <source>Only the client sets the password, on the display. It is not kept when the case is suspended.</source>
        <translation>密码只能由客户在客户屏上设置；业务挂起后密码不保留，需要重新设置。</translation>
    </message>
    <message>
        <source>The password is set.</source>
        <translation>密码已设置。</translation>
    </message>
</context>
<context>
    <name>PeoplePage</name>
    <message>
        <source>Check the originals: both identity papers and the letter of authorisation.</source>
        <translation>请核对原件：两人的身份证件和授权委托书。</translation>
    </message>
    <message>
        <source>Legal representative</source>
        <translation>法定代表人</translation>
    </message>
    <message>
        <source>Who comes to the counter</source>
        <translation>到场办理人</translation>
    </message>
    <message>
        <source>Letter of authorisation</source>
        <translation>授权委托书</translation>
    </message>
    <message>
        <source>Seal specimens</source>
        <translation>预留印鉴</translation>
    </message>
    <message>
        <source>An agent</source>
        <translation>经办人</translation>
    </message>
    <message>
        <source>The legal representative in person</source>
        <translation>法定代表人本人</translation>
    </message>
    <message>
        <source>Somebody else, of the same name by chance</source>
        <translation>系同名的他人</translation>
    </message>
    <message>
        <source>Printed at the signatures, stamped and scanned back</source>
        <translation>在签名步骤打印，盖章后扫描回档</translation>
    </message>
    <message>
        <source>As the letter says; the first five are needed to open</source>
        <translation>按授权委托书勾选；办理开户须包含前五项</translation>
    </message>
</context>
<context>
    <name>QuestionnairePage</name>
    <message>
        <source>The client answers alone. Explain a word when asked, suggest no answer; you see the progress only.</source>
        <translation>由客户独立作答。客户询问时可以解释词语，不得提示答案；柜员只能看到进度。</translation>
    </message>
    <message>
        <source>{answered} of {of} questions answered</source>
        <translation>已答 {answered}/{of} 题</translation>
    </message>
</context>
<context>
    <name>RelationshipPage</name>
    <message>
        <source>Ask whether somebody of our marketing staff brought the client, and compare with the bookings.</source>
        <translation>请询问客户是否由本公司营销人员介绍，并与预约记录核对。</translation>
    </message>
    <message>
        <source>Booked</source>
        <translation>已预约</translation>
    </message>
    <message>
        <source>Not booked</source>
        <translation>未预约</translation>
    </message>
    <message>
        <source>Confirmed by the client: {name}</source>
        <translation>客户已确认：{name}</translation>
    </message>
    <message>
        <source>Booking {number} belongs to this opening.</source>
        <translation>本笔开户对应预约 {number}。</translation>
    </message>
    <message>
        <source>There is a booking that fits. Choose it in the step Identity.</source>
        <translation>有相符的预约，请在“身份信息”步骤中选用。</translation>
    </message>
</context>
<context>
    <name>ResultPage</name>
    <message>
        <source>The client sees the result with the reminder and confirms it, or answers again.</source>
        <translation>客户在客户屏上查看结果和提示，确认结果或重新作答。</translation>
    </message>
    <message>
        <source>{level}, {total} points</source>
        <translation>{level}，{total} 分</translation>
    </message>
    <message>
        <source>Confirmed by the client. You see the result after the client has signed it.</source>
        <translation>客户已确认。客户签名后柜员可以看到结果。</translation>
    </message>
    <message>
        <source>Marked</source>
        <translation>有标记</translation>
    </message>
</context>
<context>
    <name>ReviewPage</name>
    <message>
        <source>The client checks every line on the display. What is wrong is put right first.</source>
        <translation>客户在客户屏上逐项核对；有误的先更正。</translation>
    </message>
</context>
<context>
    <name>RowsEditor</name>
    <message>
        <source>Add a row</source>
        <translation>增加一行</translation>
    </message>
    <message>
        <source>Remove this row</source>
        <translation>删除这一行</translation>
    </message>
    <message>
        <source>Country or region</source>
        <translation>国家（地区）</translation>
    </message>
    <message>
        <source>Taxpayer number</source>
        <translation>纳税人识别号</translation>
    </message>
    <message>
        <source>Why there is no number</source>
        <translation>没有识别号的原因</translation>
    </message>
    <message>
        <source>Remark (name of the place, or explanation)</source>
        <translation>说明（其他地区的名称，或具体原因）</translation>
    </message>
    <message>
        <source>Name of the controlling person</source>
        <translation>控制人姓名</translation>
    </message>
    <message>
        <source>Birth date</source>
        <translation>出生日期</translation>
    </message>
    <message>
        <source>Tax residence</source>
        <translation>税收居民身份</translation>
    </message>
    <message>
        <source>Name in Latin letters</source>
        <translation>姓名或名称（英文或拼音）</translation>
    </message>
    <message>
        <source>Place of birth</source>
        <translation>出生地</translation>
    </message>
    <message>
        <source>Address in Latin letters</source>
        <translation>地址（英文或拼音）</translation>
    </message>
    <message>
        <source>Places and taxpayer numbers</source>
        <translation>国家（地区）及识别号</translation>
    </message>
</context>
<context>
    <name>SignaturesPage</name>
    <message>
        <source>You witness each signature. A paper that changed after it was signed has to be signed anew.</source>
        <translation>柜员须当面见证每一处签名。签名后内容有变动的文件须重新签名。</translation>
    </message>
    <message>
        <source>{signed} of {of} papers signed</source>
        <translation>已签 {signed}/{of} 份</translation>
    </message>
    <message>
        <source>Print again</source>
        <translation>重新打印</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>打印</translation>
    </message>
    <message>
        <source>Changed since signed</source>
        <translation>签名后有变动</translation>
    </message>
    <message>
        <source>Signed</source>
        <translation>已签名</translation>
    </message>
    <message>
        <source>To be signed</source>
        <translation>待签名</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>查看</translation>
    </message>
    <message>
        <source>The client signs on paper. Print each paper, see it signed by hand, scan all its pages into one PDF and attach it.</source>
        <translation>客户采用纸质签署。请逐份打印，当面见证客户亲笔签名，将全部页面扫描为一个 PDF 后添加。</translation>
    </message>
    <message>
        <source>The agent signs at the display. The letter and the seal card are printed, signed and stamped by hand, and scanned back.</source>
        <translation>经办人在客户屏上签名；授权委托书和印鉴卡打印后手写签署、加盖印鉴，再扫描回档。</translation>
    </message>
    <message>
        <source>Scan back…</source>
        <translation>扫描回档…</translation>
    </message>
    <message>
        <source>All papers of the case in one pile: pages are recognised by their code</source>
        <translation>本业务的全部纸质件可放在一叠扫描，按页上的标识自动识别</translation>
    </message>
    <message>
        <source>Look at {title}</source>
        <translation>查看{title}</translation>
    </message>
    <message>
        <source>Changed since scanned</source>
        <translation>扫描后有改动</translation>
    </message>
    <message>
        <source>Scanned</source>
        <translation>已扫描</translation>
    </message>
    <message>
        <source>Printed, to be scanned</source>
        <translation>已打印，待扫描</translation>
    </message>
    <message>
        <source>To sign on paper</source>
        <translation>待纸质签署</translation>
    </message>
    <message>
        <source>Attach another scan…</source>
        <translation>更换扫描件…</translation>
    </message>
    <message>
        <source>Attach scan…</source>
        <translation>添加扫描件…</translation>
    </message>
    <message>
        <source>Sign anew</source>
        <translation>重签</translation>
    </message>
    <message>
        <source>Sign</source>
        <translation>签名</translation>
    </message>
</context>
<context>
    <name>StepPage</name>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
</context>
<context>
    <name>StepRail</name>
    <message>
        <source>Not needed</source>
        <translation>不需要</translation>
    </message>
    <message>
        <source>First: {step}</source>
        <translation>先完成：{step}</translation>
    </message>
    <message>
        <source>{count} left</source>
        <translation>还差 {count} 项</translation>
    </message>
</context>
</TS>
