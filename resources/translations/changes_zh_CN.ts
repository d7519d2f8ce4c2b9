<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>ChangeChooser</name>
    <message>
        <source>Number</source>
        <translation>业务编号</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>客户</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>变更种类</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>步骤</translation>
    </message>
    <message>
        <source>Last changed</source>
        <translation>最近改动</translation>
    </message>
    <message>
        <source>Teller</source>
        <translation>柜员</translation>
    </message>
    <message>
        <source>What does {client} want changed?</source>
        <translation>{client} 要办理哪一种变更？</translation>
    </message>
    <message>
        <source>Find the client first, then choose what changes.</source>
        <translation>请先查找客户，再选择变更种类。</translation>
    </message>
    <message>
        <source>Find the client</source>
        <translation>查找客户</translation>
    </message>
    <message>
        <source>Changes not finished</source>
        <translation>未办结的变更</translation>
    </message>
    <message>
        <source>Nothing unfinished</source>
        <translation>没有未办结的变更</translation>
    </message>
    <message>
        <source>Every change that was begun has been closed.</source>
        <translation>已受理的变更均已办结。</translation>
    </message>
</context>
<context>
    <name>ChangeDone</name>
    <message>
        <source>Changed</source>
        <translation>变更已办结</translation>
    </message>
    <message>
        <source>To the client</source>
        <translation>返回客户</translation>
    </message>
    <message>
        <source>What was changed</source>
        <translation>变更内容</translation>
    </message>
    <message>
        <source>Papers</source>
        <translation>单据</translation>
    </message>
    <message>
        <source>Tasks made: the banks are to be told.</source>
        <translation>已生成待办任务，通知银行：</translation>
    </message>
</context>
<context>
    <name>ChangeFields</name>
    <message>
        <source>Now: {value}</source>
        <translation>现为：{value}</translation>
    </message>
    <message>
        <source>Nobody yet</source>
        <translation>尚无</translation>
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
    <message>
        <source>Accounts after the change</source>
        <translation>变更后的账户</translation>
    </message>
    <message>
        <source>Accounts now</source>
        <translation>现有账户</translation>
    </message>
    <message>
        <source>Beneficial owners</source>
        <translation>受益所有人</translation>
    </message>
    <message>
        <source>Leave empty what stays as it is. What the client no longer has is cleared with 无.</source>
        <translation>不变的项目请留空；客户不再有的（如固定电话）填“无”即删除。</translation>
    </message>
</context>
<context>
    <name>ChangeFooter</name>
    <message>
        <source>Cancel the change…</source>
        <translation>取消变更…</translation>
    </message>
    <message>
        <source>Close the case F12</source>
        <translation>办结 F12</translation>
    </message>
</context>
<context>
    <name>ChangeIdentity</name>
    <message>
        <source>Registered paper: {paper}</source>
        <translation>登记证件：{paper}</translation>
    </message>
    <message>
        <source>May act for it: {people}</source>
        <translation>可代表机构到场：{people}</translation>
    </message>
    <message>
        <source>Take the client&apos;s paper, compare the person, then read it or type its number.</source>
        <translation>请收取客户证件，核对人证相符，然后刷卡读取或者输入号码。</translation>
    </message>
    <message>
        <source>I have seen the original; it is this person&apos;s</source>
        <translation>已核验原件，人证相符</translation>
    </message>
    <message>
        <source>An older client: somebody else than the teller of this case explains it again.</source>
        <translation>年长客户：由本业务柜员以外的人员再次讲解。</translation>
    </message>
</context>
<context>
    <name>ChangePaper</name>
    <message>
        <source>Print again</source>
        <translation>重新打印</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>打印</translation>
    </message>
    <message>
        <source>Attach scan…</source>
        <translation>附上扫描件…</translation>
    </message>
    <message>
        <source>Scan back…</source>
        <translation>批量扫描…</translation>
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
        <translation>待纸面签名</translation>
    </message>
</context>
<context>
    <name>ChangePassword</name>
    <message>
        <source>Only the client sets the password, on the display; nobody at the branch sees it.</source>
        <translation>密码只由客户本人在客户屏上设置，营业部人员看不到。</translation>
    </message>
</context>
<context>
    <name>ChangeRail</name>
    <message>
        <source>First: {step}</source>
        <translation>须先完成：{step}</translation>
    </message>
    <message>
        <source>{count} left</source>
        <translation>还差 {count} 项</translation>
    </message>
</context>
<context>
    <name>ChangeReading</name>
    <message>
        <source>The client reads every section on the display and confirms it.</source>
        <translation>客户在客户屏上逐节阅读并确认。</translation>
    </message>
</context>
<context>
    <name>ChangeSigning</name>
    <message>
        <source>The client checks before and after, then signs each paper.</source>
        <translation>客户核对变更前后的内容，然后逐份签名。</translation>
    </message>
    <message>
        <source>On the customer display</source>
        <translation>客户屏签名</translation>
    </message>
    <message>
        <source>On paper</source>
        <translation>纸面签名</translation>
    </message>
</context>
<context>
    <name>ChangeWords</name>
    <message>
        <source>Name, telephone, address, occupation; in all fund accounts at once</source>
        <translation>姓名、电话、地址、职业等；全部资金账户同时变更</translation>
    </message>
    <message>
        <source>New term, new number or another kind of paper</source>
        <translation>换发新证、号码变更或改用其他证件</translation>
    </message>
    <message>
        <source>The client sets a new one on the display</source>
        <translation>由客户在客户屏上重新设置</translation>
    </message>
    <message>
        <source>Another member of staff, or nobody any longer</source>
        <translation>更换服务人员，或者终止服务关系</translation>
    </message>
    <message>
        <source>One the client has already; at most three of a market</source>
        <translation>加挂客户已有的账户，同一市场最多三户</translation>
    </message>
    <message>
        <source>Opened with its own disclosure and suitability, or closed</source>
        <translation>开通须另行揭示风险并核对适当性；也可关闭</translation>
    </message>
    <message>
        <source>The second to fifth, with a bank of its own</source>
        <translation>第二至第五个资金账户，各有自己的存管银行</translation>
    </message>
    <message>
        <source>An auxiliary account takes over the trading</source>
        <translation>由一个辅资金账户承接证券交易</translation>
    </message>
    <message>
        <source>Another bank or card for one account</source>
        <translation>为一个账户更换银行或者银行卡</translation>
    </message>
    <message>
        <source>An auxiliary account is closed with its bank tie</source>
        <translation>终止一个辅资金账户的存管并注销</translation>
    </message>
    <message>
        <source>A new signed statement with places and numbers</source>
        <translation>重新签署声明，填写国家（地区）及识别号</translation>
    </message>
    <message>
        <source>Numbers, address, calls or messages later</source>
        <translation>电话、地址、邮箱，回访方式（电话或者短信）</translation>
    </message>
    <message>
        <source>Identity</source>
        <translation>核验身份</translation>
    </message>
    <message>
        <source>What changes</source>
        <translation>变更内容</translation>
    </message>
    <message>
        <source>Disclosure</source>
        <translation>阅读揭示</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>设置密码</translation>
    </message>
    <message>
        <source>Check and sign</source>
        <translation>核对签名</translation>
    </message>
    <message>
        <source>Agent</source>
        <translation>经办人</translation>
    </message>
    <message>
        <source>Paper number</source>
        <translation>证件号码</translation>
    </message>
    <message>
        <source>Paper valid from</source>
        <translation>证件有效期起</translation>
    </message>
    <message>
        <source>Paper valid until</source>
        <translation>证件有效期止</translation>
    </message>
    <message>
        <source>Post</source>
        <translation>职务</translation>
    </message>
    <message>
        <source>Same name as marketing staff</source>
        <translation>与营销人员同名</translation>
    </message>
    <message>
        <source>Number of the letter</source>
        <translation>授权委托书编号</translation>
    </message>
    <message>
        <source>Letter valid from</source>
        <translation>授权期限起</translation>
    </message>
    <message>
        <source>Letter valid until</source>
        <translation>授权期限止</translation>
    </message>
    <message>
        <source>What the letter covers</source>
        <translation>授权事项</translation>
    </message>
    <message>
        <source>Legal representative</source>
        <translation>法定代表人</translation>
    </message>
    <message>
        <source>Unified social credit code</source>
        <translation>统一社会信用代码</translation>
    </message>
    <message>
        <source>Name on the licence</source>
        <translation>证照上的名称</translation>
    </message>
    <message>
        <source>Type of institution</source>
        <translation>机构类型</translation>
    </message>
    <message>
        <source>Scope of business</source>
        <translation>经营范围</translation>
    </message>
    <message>
        <source>Holders</source>
        <translation>持有人</translation>
    </message>
    <message>
        <source>Controls by other means</source>
        <translation>以其他方式控制的人</translation>
    </message>
    <message>
        <source>How it is controlled</source>
        <translation>控制方式</translation>
    </message>
    <message>
        <source>Senior manager</source>
        <translation>高级管理人员</translation>
    </message>
    <message>
        <source>Seals that are kept</source>
        <translation>预留的印鉴</translation>
    </message>
    <message>
        <source>The old seals</source>
        <translation>原印鉴</translation>
    </message>
    <message>
        <source>Kind of institution</source>
        <translation>机构类别</translation>
    </message>
    <message>
        <source>Controlling persons and their tax residence</source>
        <translation>控制人及其税收居民身份</translation>
    </message>
    <message>
        <source>Number of the paper shown</source>
        <translation>出示的证件号码</translation>
    </message>
    <message>
        <source>Original</source>
        <translation>证件原件</translation>
    </message>
    <message>
        <source>How the client signs</source>
        <translation>签名方式</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
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
        <source>Address</source>
        <translation>联系地址</translation>
    </message>
    <message>
        <source>Postcode</source>
        <translation>邮政编码</translation>
    </message>
    <message>
        <source>Employer</source>
        <translation>工作单位</translation>
    </message>
    <message>
        <source>Who controls</source>
        <translation>实际控制人</translation>
    </message>
    <message>
        <source>Who benefits</source>
        <translation>实际受益人</translation>
    </message>
    <message>
        <source>Occupation</source>
        <translation>职业</translation>
    </message>
    <message>
        <source>Education</source>
        <translation>学历</translation>
    </message>
    <message>
        <source>Income a year</source>
        <translation>年收入</translation>
    </message>
    <message>
        <source>Experience</source>
        <translation>投资经验</translation>
    </message>
    <message>
        <source>Objective</source>
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
        <source>Contact later</source>
        <translation>回访方式</translation>
    </message>
    <message>
        <source>Explained again by (staff number)</source>
        <translation>再次讲解人员（工号）</translation>
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
        <translation>现居地址（英文或拼音）</translation>
    </message>
    <message>
        <source>Places of tax residence with taxpayer numbers</source>
        <translation>税收居民国（地区）及纳税人识别号</translation>
    </message>
    <message>
        <source>Proof shown</source>
        <translation>出示的证明</translation>
    </message>
    <message>
        <source>Kind of paper</source>
        <translation>证件类型</translation>
    </message>
    <message>
        <source>New number</source>
        <translation>新证件号码</translation>
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
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>What is wanted</source>
        <translation>办理事项</translation>
    </message>
    <message>
        <source>New term, name or address; the code stays</source>
        <translation>换发后的期限、名称、住所等；代码不变</translation>
    </message>
    <message>
        <source>A new agent with letter, none, or another representative</source>
        <translation>更换或撤销经办人、授权书，变更法定代表人</translation>
    </message>
    <message>
        <source>The tree of holders, who controls, who manages</source>
        <translation>持有结构、实际控制的人、高级管理人员</translation>
    </message>
    <message>
        <source>A new card is stamped; the old one stays as replaced</source>
        <translation>新印鉴卡盖章收回，原卡标为已替换留存</translation>
    </message>
    <message>
        <source>A new signed statement, with who controls</source>
        <translation>重新签署声明，包括控制人</translation>
    </message>
    <message>
        <source>New member of staff</source>
        <translation>新的服务人员</translation>
    </message>
    <message>
        <source>Market</source>
        <translation>市场</translation>
    </message>
    <message>
        <source>Account number</source>
        <translation>证券账户号码</translation>
    </message>
    <message>
        <source>Permission</source>
        <translation>业务权限</translation>
    </message>
    <message>
        <source>What the client shows of the assets</source>
        <translation>资产证明</translation>
    </message>
    <message>
        <source>Confirmed by a supervisor</source>
        <translation>主管确认</translation>
    </message>
    <message>
        <source>Fund account</source>
        <translation>资金账户</translation>
    </message>
    <message>
        <source>Custody bank</source>
        <translation>存管银行</translation>
    </message>
    <message>
        <source>Bank account</source>
        <translation>银行结算账户</translation>
    </message>
    <message>
        <source>The client&apos;s own card</source>
        <translation>本人银行卡</translation>
    </message>
    <message>
        <source>Nothing on the way</source>
        <translation>未了结事项</translation>
    </message>
    <message>
        <source>Balance and interest</source>
        <translation>余额与利息</translation>
    </message>
    <message>
        <source>Everything settled</source>
        <translation>交收情况</translation>
    </message>
    <message>
        <source>Not for this kind of client</source>
        <translation>不适用于该类客户</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
</context>
<context>
    <name>ChangesPage</name>
    <message>
        <source>choose</source>
        <translation>选择</translation>
    </message>
    <message>
        <source>steps</source>
        <translation>步骤</translation>
    </message>
    <message>
        <source>document</source>
        <translation>单据</translation>
    </message>
    <message>
        <source>close the case</source>
        <translation>办结</translation>
    </message>
    <message>
        <source>Steps of the change</source>
        <translation>变更步骤</translation>
    </message>
    <message>
        <source>Cancel the change</source>
        <translation>取消变更</translation>
    </message>
    <message>
        <source>Why is it not gone on with?</source>
        <translation>为什么不再办理？</translation>
    </message>
</context>
</TS>
